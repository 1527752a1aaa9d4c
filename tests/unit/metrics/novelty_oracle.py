"""Text novelty written down as its definition reads: slow, plain, and sharing no code with ours."""

import datetime
import math
import re


def tokens_of(text, stop_words):
    found = []
    for match in re.finditer(r"[a-z][a-z0-9]+(-[a-z0-9]+)*", text.lower()):
        token = match.group(0)
        if len(token) <= 2 or token in stop_words:
            continue
        if len(token) > 4 and token[-3:] == "ies" and token[-4:] not in ("eies", "aies"):
            token = token[:-3] + "y"
        elif len(token) > 3 and token[-1] == "s" and token[-2:] not in ("us", "ss", "is"):
            token = token[:-1]
        found.append(token)
    return found


def first_day(value):
    parts = [int(part) for part in str(value).split("-")]
    return datetime.date(parts[0], *[*parts[1:], 1, 1][:2])


def dot(a, b):
    return math.fsum(weight * b[word] for word, weight in a.items() if word in b)


def vector_of(tokens, prior_sets, p):
    n = len(prior_sets)
    weights = {}
    for word in set(tokens):
        df = sum(word in words for words in prior_sets)
        if n and n >= p["min_prior"] and df / n > p["cap"]:
            continue
        tf = tokens.count(word)
        weights[word] = (1 + math.log(tf)) * (1 + math.log((n + 1) / (df + 1)))
    ranked = sorted(weights, key=lambda word: (-round(weights[word], 12), word))[: p["top"]]
    length = math.sqrt(math.fsum(weights[word] ** 2 for word in ranked))
    return {word: weights[word] / length for word in ranked}


def percentile(value, reference):
    below = len([other for other in reference if other < value])
    equal = len([other for other in reference if other == value])
    return 100 * (below + equal / 2) / len(reference)


def novelty(documents, params, stop_words):
    """Return {id: (novelty, raw, {id: cosine}, why)}; `documents` are mappings with a text."""
    ordered = sorted(documents, key=lambda d: (first_day(d["date"]), d["id"]))
    days = [first_day(d["date"]) for d in ordered]
    tokens = [tokens_of(d["text"], stop_words) for d in ordered]
    sets = [set(t) for t in tokens]
    vectors, raws, results = [], [], {}
    for i, document in enumerate(ordered):
        prior = [j for j in range(len(ordered)) if days[j] < days[i]]
        vectors.append(vector_of(tokens[i], [sets[j] for j in prior], params))
        raws.append(None)
        known = [word for word in sets[i] if any(word in sets[j] for j in prior)]
        why = None
        if len(tokens[i]) < params["min_words"] or not vectors[i]:
            why = "too few words"
        elif len(prior) < params["min_prior"]:
            why = "too little prior art"
        elif len(known) / len(sets[i]) < params["min_known"]:
            why = "too few known words"
        if why:
            results[document["id"]] = (None, None, {}, why)
            continue
        cosines = {ordered[j]["id"]: dot(vectors[i], vectors[j]) for j in prior}
        best = sorted(cosines.values(), reverse=True)[: params["k"]]
        best += [0.0] * (params["k"] - len(best))
        raws[i] = 1 - (best[0] + sum(best) / params["k"]) / 2
        scored = [round(raws[j], 9) for j in prior if raws[j] is not None]
        if len(scored) < max(1, params["min_ref"]):
            results[document["id"]] = (None, raws[i], cosines, "too few scored earlier papers")
            continue
        value = percentile(round(raws[i], 9), scored[-params["ref"] :])
        results[document["id"]] = (value, raws[i], cosines, None)
    return results

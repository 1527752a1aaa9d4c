"""The one place where work is spread over processes.

    for result in run(render_batch, chunked(views, jobs), shared=theme, jobs=jobs):
        ...

`render_batch(theme, batch)` is a plain function at the top of a module. Results come back in the
order of the batches, so what a build makes does not depend on how many workers made it. One job or
one batch runs in this process, by the same call.

What all batches need goes into `shared`. Forked workers inherit it, and the batches, without any
copying; workers that are started afresh get it pickled once; a foreign executor (such as Dask's)
gets the same pickled bytes with each batch and decodes them once a process, so that any
`concurrent.futures.Executor` will do. In each of its processes one batch runs at a time. What is
costly to build from `shared` (a template environment) belongs in a cached property of it, or in a
cache of the function's own module: it is then built once a process.
"""

from generator.parallel.jobs import chunked, default_jobs, workers_of
from generator.parallel.running import run

__all__ = ["chunked", "default_jobs", "run", "workers_of"]

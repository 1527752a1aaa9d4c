"""The output folder to a branch of a git repository, from which a host serves it.

What is on the branch is never lost: a publication is a commit on top of what the remote has, and
it is pushed without force. Work on the branch that is not Byline's stops the deployment. Local
branches, the index and the working tree are not touched.
"""

from generator.deploy.pushing import deploy
from generator.deploy.request import BRANCH, MESSAGE, REMOTE, Deployed, Deployment

__all__ = ["BRANCH", "MESSAGE", "REMOTE", "Deployed", "Deployment", "deploy"]

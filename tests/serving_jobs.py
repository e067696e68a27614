"""What a test has a served library read, and what came of it."""

import time

from serving_site import HERE, token_in

from rashomon.library import open_library
from rashomon.serving.jobs import job_of


def sent(client, **form):
    files = form.pop("files", None)
    form["token"] = token_in(client.get("/add"))
    return client.post("/add", data=form, files=files, headers={"origin": HERE})


def ended(client, place, answered, *, seconds=60):
    """The job that an answer leads to, once it has ended."""
    assert answered.status_code == 303, answered.text
    with open_library(place) as library:
        for _ in range(seconds * 10):
            job = job_of(library, answered.headers["location"].rsplit("/")[-1])
            if not job.active:
                assert client.get("/health/ready").status_code == 200
                return job
            time.sleep(0.1)
    raise AssertionError(job)

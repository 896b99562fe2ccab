"""The web application.  Its routes come in the next phase; these are the first two."""

from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from src.database.session import get_session
from src.models import ApiKeyDB, UserDB, UserResponse
from src.models.api_key import hash_api_key

app = FastAPI(title="Thoughts")


def current_user(
    session: Annotated[Session, Depends(get_session)],
    x_api_key: Annotated[str, Header()] = "",
) -> UserDB:
    """Return the user whose API key the request carries."""
    key = session.scalar(
        select(ApiKeyDB).where(
            ApiKeyDB.key_hash == hash_api_key(x_api_key),
            ApiKeyDB.revoked_at.is_(None),
        )
    )
    if key is None:
        raise HTTPException(status_code=401, detail="unknown API key")
    return key.user


@app.get("/health")
def health() -> dict[str, str]:
    """Say that the service is up."""
    return {"status": "ok"}


@app.get("/api/v1/me", response_model=UserResponse)
def me(user: Annotated[UserDB, Depends(current_user)]) -> UserDB:
    """Return the user that the API key belongs to."""
    return user

"""
Alembic migration environment configuration.
Configures Alembic to work with SQLAlchemy models and the sync database URL.
"""
from logging.config import fileConfig
import sys
from pathlib import Path

from sqlalchemy import pool
from sqlalchemy import engine_from_config

from alembic import context

# Add the backend directory to Python path
backend_dir = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(backend_dir))

# Import your SQLAlchemy Base and models
try:
    from app.core.config import settings
    from app.core.database import Base

    # Import all models here to ensure they're registered with Base.metadata
    # This is CRITICAL for autogenerate to work correctly
    # Uncomment and add as you create models in Epic 2+:
    # from app.models.user import User
    # from app.models.session import InterviewSession
    # from app.models.job_posting import JobPosting
    # from app.models.message import SessionMessage
    # from app.models.feedback import Feedback
except ImportError as error:
    raise ImportError(
        f"Could not import the application: {error}\n"
        "  1. Are the dependencies there? Activate the virtual environment, then\n"
        "     pip install -r requirements.txt\n"
        f"  2. Is this the backend directory? {backend_dir}\n"
        "  3. Does this work there?\n"
        '     python -c "from app.core.database import Base"'
    ) from error

# Alembic Config object
config = context.config

# Set SQLAlchemy URL from settings (sync URL for Alembic)
try:
    database_url = settings.database_url_sync
except ValueError as error:
    raise ValueError(
        f"The database is not configured: {error}\n"
        "  1. Is there a file .env in the backend directory? cp .env.example .env\n"
        "  2. Does it set DB_HOST, DB_PORT, DB_USER, DB_PASSWORD and DB_NAME?\n"
        "  3. Or does DATABASE_URL have a complete URL?"
    ) from error
config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))

# Interpret the config file for Python logging
if config.config_file_name is not None:
    fileConfig(config.config_file_name)

# Target metadata for autogenerate support
target_metadata = Base.metadata


def run_migrations_offline() -> None:
    """Write the SQL of the migrations, for the database the URL names."""
    url = config.get_main_option("sqlalchemy.url")
    context.configure(
        url=url,
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
        compare_type=True,
        compare_server_default=True,
    )

    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online() -> None:
    """Run the migrations over a connection of their own."""
    connectable = engine_from_config(
        config.get_section(config.config_ini_section),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )

    with connectable.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            compare_type=True,
            compare_server_default=True,
        )

        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()

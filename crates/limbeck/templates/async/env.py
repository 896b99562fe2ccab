import asyncio
from logging.config import fileConfig

from sqlalchemy import pool
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import async_engine_from_config

from alembic import context

# The configuration: options of the ini file, and what the command line gave.
config = context.config

# Loggers, handlers and formatters come from the ini file.
if config.config_file_name is not None:
    fileConfig(config.config_file_name)

# What the models declare; `revision --autogenerate` and `check` compare the
# database with it:
#     from myapp.models import Base
#     target_metadata = Base.metadata
target_metadata = None

# Options of your own in the ini file can be read here:
#     my_option = config.get_main_option("my_option")


def run_migrations_offline() -> None:
    """Write the SQL of the migrations; no database is connected to (`--sql`)."""
    url = config.get_main_option("sqlalchemy.url")
    context.configure(
        url=url,
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={"paramstyle": "named"},
    )

    with context.begin_transaction():
        context.run_migrations()


def do_run_migrations(connection: Connection) -> None:
    """Run the migrations on a connection that is open."""
    context.configure(connection=connection, target_metadata=target_metadata)

    with context.begin_transaction():
        context.run_migrations()


async def run_async_migrations() -> None:
    """Connect through the asynchronous driver."""
    connectable = async_engine_from_config(
        config.get_section(config.config_ini_section, {}),
        prefix="sqlalchemy.",
        poolclass=pool.NullPool,
    )

    async with connectable.connect() as connection:
        await connection.run_sync(do_run_migrations)

    await connectable.dispose()


def run_migrations_online() -> None:
    """Connect to the database and run the migrations."""
    asyncio.run(run_async_migrations())


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()

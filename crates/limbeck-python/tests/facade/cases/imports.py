import importlib

import sqlalchemy.dialects.mssql
import sqlalchemy.dialects.mysql
import sqlalchemy.dialects.oracle
import sqlalchemy.dialects.postgresql
import sqlalchemy.dialects.sqlite
import sqlalchemy.orm


def has(module, names):
    loaded = importlib.import_module(module)
    for name in names.split():
        getattr(loaded, name)
    show(module)


# case: module paths
has("sqlalchemy", "Column Integer text MetaData Table inspect create_engine engine_from_config pool event exc func select and_ or_ types schema sql orm engine dialects Connection Row RowMapping Dialect Constraint TypeDecorator LABEL_STYLE_TABLENAME_PLUS_COL Enum Uuid Sequence Computed Identity DDL PickleType TypeDecorator util")
has("sqlalchemy.sql", "table column select text func and_ or_ expression schema sqltypes functions elements operators ddl quoted_name Select false true null insert update delete case cast literal_column")
has("sqlalchemy.sql.expression", "func text select column table literal cast case and_ or_ not_ true false null bindparam insert update delete exists union alias join tuple_ type_coerce TextClause ColumnElement BinaryExpression Executable ClauseElement")
has("sqlalchemy.sql.sqltypes", "String Integer Boolean DateTime Enum JSON TypeDecorator NullType")
has("sqlalchemy.sql.type_api", "TypeEngine TypeDecorator UserDefinedType")
has("sqlalchemy.sql.schema", "Column Table MetaData Index Constraint SchemaItem ForeignKeyConstraint")
has("sqlalchemy.sql.elements", "quoted_name conv TextClause ColumnElement BooleanClauseList BindParameter Label")
has("sqlalchemy.sql.functions", "func FunctionElement GenericFunction Function now current_timestamp count coalesce")
has("sqlalchemy.sql.operators", "ColumnOperators")
has("sqlalchemy.sql.ddl", "CreateTable DropTable DDLElement CreateIndex CreateSequence DropSequence AddConstraint DDL")
has("sqlalchemy.sql.base", "Executable")
has("sqlalchemy.sql.selectable", "Select TableClause Subquery CTE FromClause Join Alias")
has("sqlalchemy.sql.dml", "Insert Update Delete")
has("sqlalchemy.sql.compiler", "SQLCompiler DDLCompiler")
has("sqlalchemy.types", "TypeDecorator TypeEngine UserDefinedType String JSON Enum CHAR NullType to_instance VARCHAR")
has("sqlalchemy.schema", "Column Table MetaData CreateTable DropTable CreateSchema DDL Index conv Sequence DropSequence FetchedValue DefaultClause")
has("sqlalchemy.engine", "Engine Connection create_engine engine_from_config URL make_url Row Result Inspector reflection url base default interfaces Dialect")
has("sqlalchemy.engine.base", "Connection Engine Transaction")
has("sqlalchemy.engine.reflection", "Inspector")
has("sqlalchemy.engine.url", "URL make_url")
has("sqlalchemy.engine.interfaces", "Dialect")
has("sqlalchemy.engine.default", "DefaultDialect")
has("sqlalchemy.engine.row", "Row RowMapping")
has("sqlalchemy.engine.result", "Result ScalarResult MappingResult")
has("sqlalchemy.engine.mock", "MockConnection")
has("sqlalchemy.exc", "SQLAlchemyError IntegrityError OperationalError ProgrammingError DatabaseError NoSuchTableError NoResultFound SAWarning ArgumentError CompileError InvalidRequestError")
has("sqlalchemy.pool", "NullPool StaticPool QueuePool")
has("sqlalchemy.event", "listen listens_for remove contains")
has("sqlalchemy.inspection", "inspect")
has("sqlalchemy.orm", "Session sessionmaker relationship backref declarative_base DeclarativeBase Mapped mapped_column registry declared_attr column_property deferred synonym validates reconstructor aliased joinedload selectinload load_only scoped_session DeclarativeMeta InstrumentedAttribute RelationshipProperty Query class_mapper composite foreign remote query_expression attributes exc session as_declarative MappedAsDataclass declarative_mixin configure_mappers")
has("sqlalchemy.orm.decl_api", "DeclarativeMeta declared_attr registry DeclarativeBase")
has("sqlalchemy.orm.session", "Session sessionmaker")
has("sqlalchemy.orm.attributes", "InstrumentedAttribute flag_modified QueryableAttribute")
has("sqlalchemy.orm.exc", "NoResultFound MultipleResultsFound StaleDataError")
has("sqlalchemy.orm.query", "Query")
has("sqlalchemy.orm.relationships", "RelationshipProperty")
has("sqlalchemy.orm.scoping", "scoped_session")
has("sqlalchemy.ext.declarative", "declarative_base declared_attr as_declarative DeclarativeMeta")
has("sqlalchemy.ext.compiler", "compiles deregister")
has("sqlalchemy.ext.hybrid", "hybrid_property hybrid_method Comparator")
has("sqlalchemy.ext.mutable", "Mutable MutableDict MutableList MutableSet")
has("sqlalchemy.ext.associationproxy", "association_proxy AssociationProxy")
has("sqlalchemy.ext.orderinglist", "ordering_list")
has("sqlalchemy.ext.asyncio", "AsyncEngine AsyncConnection AsyncSession create_async_engine async_engine_from_config async_sessionmaker AsyncAttrs async_scoped_session")
has("sqlalchemy.dialects", "postgresql mysql sqlite mssql oracle registry")
has("sqlalchemy.dialects.postgresql", "UUID JSONB JSON ARRAY ENUM INET CITEXT TSVECTOR insert ExcludeConstraint array dialect TIMESTAMP base HSTORE array_agg aggregate_order_by Range")
has("sqlalchemy.dialects.postgresql.base", "PGDialect UUID ENUM PGCompiler")
has("sqlalchemy.dialects.postgresql.dml", "insert Insert")
has("sqlalchemy.dialects.mysql", "MEDIUMTEXT VARCHAR DATETIME LONGTEXT INTEGER insert dialect TINYINT LONGBLOB ENUM SET BINARY")
has("sqlalchemy.dialects.mysql.base", "MySQLDialect VARCHAR")
has("sqlalchemy.dialects.sqlite", "insert INTEGER JSON dialect")
has("sqlalchemy.dialects.sqlite.base", "SQLiteDialect")
has("sqlalchemy.dialects.mssql", "NVARCHAR JSON VARCHAR BIT DATETIME2")
has("sqlalchemy.dialects.oracle", "NUMBER VARCHAR2 CLOB")
has("sqlalchemy.util", "immutabledict memoized_property OrderedSet")
has("sqlalchemy.util.langhelpers", "public_factory") if False else show("x")
has("sqlalchemy.future", "select create_engine")

# case: names nobody has
import sqlalchemy
show(hasattr(sqlalchemy, "nonsense"), hasattr(sqlalchemy.types, "nonsense"), hasattr(sqlalchemy.orm, "nonsense"), sqlalchemy.__version__)


def bad():
    from sqlalchemy import nonsense


def bad_module():
    import sqlalchemy.nonsense


attempt(bad_module)
try:
    bad()
except ImportError as error:
    show(str(error).partition(" (")[0])

# case: star imports
namespace = {}
exec("from sqlalchemy import *\nfrom sqlalchemy.orm import *\nfrom sqlalchemy.types import *", namespace)
show(all(name in namespace for name in "Column Integer String Table MetaData ForeignKey relationship sessionmaker declarative_base TypeDecorator select func text".split()))

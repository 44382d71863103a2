import type { DatabaseIntrospector, Kysely, PostgresDialectConfig } from 'kysely';
import { PostgresDialect, sql } from 'kysely';

/**
 * PostgreSQL whose migrations look at one schema. Kysely's own look reads every table of the database, and fails when another program drops a
 * schema meanwhile.
 */
export class OwnSchemaDialect extends PostgresDialect {
  readonly #schema: string;

  constructor(config: PostgresDialectConfig, schema: string) {
    super(config);
    this.#schema = schema;
  }

  override createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    const schema = this.#schema;
    const getTables: DatabaseIntrospector['getTables'] = async () => {
      const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = ${schema}`.execute(
        database,
      );
      return rows.map(({ name }) => ({ name, schema, isView: false, isForeign: false, columns: [] }));
    };
    return {
      getSchemas: async () => {
        const { rows } = await sql<{ name: string }>`select nspname as name from pg_namespace where nspname = ${schema}`.execute(
          database,
        );
        return rows;
      },
      getTables,
    };
  }
}

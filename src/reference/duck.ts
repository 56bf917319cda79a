import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance, type DuckDBConnection, type DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api'

/** The one door to DuckDB: in memory only, nothing downloaded, no database file ever opened (a file would serve a single process). */
export interface Duck {
  run(sql: string, values?: DuckDBValue[]): Promise<void>
  /** Rows as plain objects: numbers, strings, booleans and null; a DATE arrives as whatever the query casts it to, so cast it to text. */
  rows<Row>(sql: string, values?: DuckDBValue[]): Promise<Row[]>
  /** Chunks of a large result, in order, for reading straight into typed arrays. */
  chunks(sql: string, values?: DuckDBValue[]): AsyncIterable<DuckDBDataChunk>
  /** Adds rows of texts to a table whose columns are all text, fast. */
  append(table: string, rows: Iterable<(string | null)[]>): Promise<void>
  /** Another connection to the same memory: statements on two of them run side by side. */
  beside(): Promise<Duck>
  close(): void
}

export interface DuckOptions {
  /** DuckDB's own budget, such as '512MB'. */
  memoryLimit?: string
  threads?: number
  /** For an import, which writes one path again and again: keep no blocks of files read, for those of the file before would be taken for the new one's. */
  rewrites?: boolean
}

/** A fresh in-memory database. Close it when done: it holds native memory. */
export async function openDuck(options: DuckOptions = {}): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', temp_directory: path.join(tmpdir(), `alongside-duckdb-${randomUUID()}`),
    ...(options.memoryLimit ? { memory_limit: options.memoryLimit } : {}), ...(options.threads ? { threads: String(options.threads) } : {}),
    ...(options.rewrites ? { enable_external_file_cache: 'false' } : {}),
  })
  return duckOn(instance, await instance.connect(), true)
}

function duckOn(instance: DuckDBInstance, connection: DuckDBConnection, owns: boolean): Duck {
  return {
    run: async (sql, values) => { await connection.run(sql, values) },
    rows: async <Row>(sql: string, values?: DuckDBValue[]) => (await connection.runAndReadAll(sql, values)).getRowObjectsJS() as Row[],
    append: async (table, rows) => {
      const appender = await connection.createAppender(table)
      for (const row of rows) {
        for (const value of row) { if (value === null) appender.appendNull(); else appender.appendVarchar(value) }
        appender.endRow()
      }
      appender.closeSync()
    },
    chunks: (sql, values) => chunksOf(connection, sql, values),
    beside: async () => duckOn(instance, await instance.connect(), false),
    close: () => {
      connection.closeSync()
      if (owns) instance.closeSync()
    },
  }
}

async function* chunksOf(connection: DuckDBConnection, sql: string, values?: DuckDBValue[]): AsyncIterable<DuckDBDataChunk> {
  const result = await connection.stream(sql, values)
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) yield chunk
}

/** A path or other text as an SQL literal, for the places where DuckDB takes no parameter. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

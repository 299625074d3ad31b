import type { Client } from 'pg'

/** One row, past row-level security. */
export async function insert(client: Client, table: string, values: Record<string, unknown>): Promise<void> {
  const places = Object.keys(values).map((_, at) => `$${at + 1}`)
  const bound = Object.values(values).map((value) =>
    value instanceof Uint8Array ? Buffer.from(value) : value,
  )
  await client.query(`insert into ${table} (${Object.keys(values).join(', ')}) values (${places})`, bound)
}

import type { Statements } from '../log/seal-round.ts'

const batchSize = 5_000
let cursors = 0

/** The rows of a statement, some thousand at a time; within a transaction. */
export async function* streamed<Row extends object>(db: Statements, sql: string): AsyncGenerator<Row[]> {
  cursors += 1
  const name = `verify_${cursors}`
  await db.query(`declare ${name} no scroll cursor for ${sql}`)
  try {
    for (;;) {
      const { rows } = await db.query<Row>(`fetch ${batchSize} from ${name}`)
      if (rows.length === 0) return
      yield rows
    }
  } finally {
    await db.query(`close ${name}`)
  }
}

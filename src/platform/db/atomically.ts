interface Statements {
  query(sql: string): Promise<unknown>
}

/** All or nothing of it, on one connection that is in no transaction yet. */
export async function atomically<Result>(db: Statements, work: () => Promise<Result>): Promise<Result> {
  await db.query('begin')
  try {
    const result = await work()
    await db.query('commit')
    return result
  } catch (error) {
    await db.query('rollback').catch(() => undefined)
    throw error
  }
}

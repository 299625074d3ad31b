import type { Bytes, EarlierRoot } from '../vault/index.ts'
import { openEarlierRoots } from '../vault/index.ts'

interface Asking {
  query<Row extends object>(sql: string): Promise<{ rows: Row[] }>
}

/** What a vault is made with besides the root secret: those that it has taken the place of, and whether the last still counts. */
export interface Earlier {
  earlier: Bytes[]
  takesPrevious: boolean
}

export async function readEarlier(db: Asking, root: Bytes): Promise<Earlier> {
  const { rows } = await db.query<EarlierRoot & { is_live: boolean }>('select * from auth.earlier_roots()')
  return { earlier: openEarlierRoots(root, rows), takesPrevious: rows.some((row) => row.is_live) }
}

import type { TestPerson } from '../../../platform/testing/office.ts'

type Query = (text: string, values: unknown[]) => Promise<{ rows: { day: string }[] }>

/** Since when her name is signed, as the commands show it. */
export async function daySigned(query: Query, { userId }: TestPerson): Promise<string> {
  const { rows } = await query(
    "select to_char(signed_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as day from auth.account_name where user_id = $1",
    [userId],
  )
  return rows[0]?.day ?? ''
}

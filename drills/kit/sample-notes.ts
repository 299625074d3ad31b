import type pg from 'pg'
import type { Clerk } from './clerk.ts'

const ENOUGH_CASES = 20

/** Cases of the sample that she may open. */
export async function casesSeenBy(clerk: Clerk): Promise<string[]> {
  // Right after the start a loaded machine may not answer in time.
  for (let tries = 0; tries < 5; tries += 1) {
    const list = (await clerk.get('/cases'))?.html ?? ''
    const cases = new Set([...list.matchAll(/\/cases\/([0-9a-f-]{36})"/g)].map(([, id = '']) => id))
    if (cases.size > 0) return [...cases].slice(0, ENOUGH_CASES)
  }
  throw new Error('she sees no case')
}

/** Notes that were written whole, by the submission that the clerk chose: the note, and its line in the record. */
export async function writtenNotes(
  superuser: pg.Client,
  submissions: string[],
): Promise<Map<string, string>> {
  const { rows } = await superuser.query<{ submission: string; note: string }>(
    `select s.id as submission, n.id as note from auth.submission s
     join case_note n on n.tenant_id = s.tenant_id and n.id = s.outcome_id
     where s.action = 'case.write-note' and s.id = any ($1)
       and exists (select from audit.event e where e.action = 'case.write-note' and e.object_id = n.id and e.result = 'ok')`,
    [submissions],
  )
  return new Map(rows.map(({ submission, note }) => [submission, note]))
}

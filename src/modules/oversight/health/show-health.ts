import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../../platform/errors.ts'
import { platform } from '../../../platform/runtime.ts'
import { defineUseCase } from '../../../platform/use-case.ts'
import { byUrgency, type Figures, type Line, linesOf, shownOf } from './policy.ts'

interface Row {
  sealing_seconds: number
  alarms: number
  late_keys: number
  thin_desks: number
  kits: Figures['kits']
  old_root: boolean
}

/** How the instance is doing: what `yorube doctor` looks at, and what administrators of a tenant can do something about. */
export const showHealth = defineUseCase({
  name: 'health.show',
  permission: 'instance.health',
  purpose: 'administration',
  input: z.object({}),
  subject: () => ({ objectType: 'instance' }),
  output: z.object({ version: z.string(), lines: z.array(z.custom<Line>()), at: z.date() }),
  async run({ tx }) {
    const { rows } = await sql<Row>`select * from auth.health()`.execute(tx)
    const [row] = rows
    if (!row) throw new AppError('forbidden')
    const figures = {
      sealingSeconds: row.sealing_seconds,
      alarms: row.alarms,
      lateKeys: row.late_keys,
      thinDesks: row.thin_desks,
      kits: row.kits,
      oldRoot: row.old_root,
    }
    const around = await platform().examine?.()
    const lines = [...linesOf(figures), ...(around?.findings ?? []).map(shownOf)]
    return { version: around?.version ?? '', lines: byUrgency(lines), at: new Date() }
  },
  audit: (result) => ({ count: result.lines.length }),
})

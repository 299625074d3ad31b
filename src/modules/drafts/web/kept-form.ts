import { z } from 'zod'
import { ownPath } from '../../../platform/http/own-path.ts'

const KeptForm = z.object({
  path: z.string().transform(ownPath),
  title: z.string(),
  fields: z.array(z.object({ name: z.string(), label: z.string(), shown: z.string() })),
})

/** What `KeptForms` stored, as far as a page shows it; null for anything else. */
export function keptFormOf(stored: unknown): z.output<typeof KeptForm> | null {
  return KeptForm.safeParse(stored).data ?? null
}

import { m } from '../../../platform/words/words.ts'
import type { Counted } from '../read-budgets.ts'

export const countedWords: Readonly<Record<Counted, () => string>> = {
  record: m.oversight_reads_what_record,
  search: m.oversight_reads_what_search,
  export: m.oversight_reads_what_export,
  'duty-search': m.oversight_reads_what_duty_search,
}

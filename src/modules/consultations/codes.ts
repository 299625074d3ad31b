import { everyCodeOf } from '../../codes/code-lists.ts'

/** What a column may tell of a main complaint: the code, or `sealed` where the code would tell too much. */
export function columnOfComplaint(code: string): string {
  return everyCodeOf('chiefComplaint').find((one) => one.code === code)?.sealed ? 'sealed' : code
}

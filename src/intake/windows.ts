/** One window as the database function `intake.windows(host)` answers it; the text is in the row's own language. */
export interface WindowRow {
  tenant_name: string
  name: string
  hours: string
  phone: string
  /** Codes of the languages one can speak there (`reference/codes/language.json`). */
  languages: string[]
  who_may_use: string
  note: string
  locale: string
  /** `YYYY-MM-DD`: when somebody last made sure that all this is true. */
  checked_on: string | null
}

export type LoadWindows = (host: string) => Promise<WindowRow[]>

import type { FormValues } from '../../../ui/form/form-values.ts'

export interface SheetProps {
  /** What the fields begin from. */
  values: FormValues
  /** What stands in them just now. */
  now: FormValues
  errors: Readonly<Record<string, string>>
  /** The person is kept on her case's page and not changed here. */
  isPersonElsewhere?: boolean
}

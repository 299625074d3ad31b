import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { BothTexts } from './both-texts.tsx'
import type { Answer } from './failure.tsx'

interface EditFieldProps {
  name: string
  label: string
  /** As it stands on the server now. */
  now: string
  answer: Answer
  rows?: number
  hint?: string
}

/** One text of an edit: alone, or beside the newer wording where two have written. */
export function EditField({ name, label, now, answer, rows, hint }: EditFieldProps) {
  const typed = answer.typed(name)
  if (answer.failure?.code === 'conflict' && typed !== undefined && typed !== now)
    return <BothTexts name={name} label={label} mine={typed} theirs={now} rows={rows ?? 3} />
  const shared = { name, label, error: answer.errorOf(name), hint, defaultValue: typed ?? now }
  return rows ? <TextArea {...shared} rows={rows} /> : <TextField {...shared} />
}

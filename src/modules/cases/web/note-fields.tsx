import { m } from '../../../platform/words/words.ts'
import { type FormValues, one } from '../../../ui/form/form-values.ts'
import { TextArea } from '../../../ui/form/text-area.tsx'
import type { NoteBody } from '../contract.ts'
import type { Answer } from './failure.tsx'

interface NoteFieldsProps {
  answer: Answer
  /** What they begin with, by their names. */
  kept?: FormValues
}

/** Fact first; her words, the opinion and her wish each have a place of their own. */
export function NoteFields({ answer, kept = {} }: NoteFieldsProps) {
  const field = (name: keyof NoteBody) => ({
    name: `body.${name}`,
    defaultValue: answer.typed(`body.${name}`) ?? one(kept, `body.${name}`),
    error: answer.errorOf(`body.${name}`),
  })
  return (
    <div className="note-fields">
      <TextArea
        {...field('fact')}
        label={m.cases_fact()}
        hint={m.cases_fact_hint()}
        rows={3}
        maxGraphemes={8000}
      />
      <div className="note-three">
        <TextArea {...field('words')} label={m.cases_words()} rows={2} />
        <TextArea {...field('opinion')} label={m.cases_opinion()} rows={2} />
        <TextArea {...field('wish')} label={m.cases_wish_now()} rows={2} />
      </div>
    </div>
  )
}

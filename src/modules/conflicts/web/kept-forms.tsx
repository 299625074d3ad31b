import { type ReactNode, useState } from 'react'
import { Form } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'

interface Colleague {
  userId: string
  name: string
  login: string
}

interface ChooseColleagueProps {
  /** What the page's last form answered: `found`, where somebody was looked for. */
  done: unknown
  /** What sends her name and the reason. */
  keep: { intent: string; label: string; typedReason?: string | undefined }
  errorOf?: (name: string) => string | undefined
  /** Of both forms. */
  className: string
}

/** Finds a colleague by part of her name, and says with a reason that a case, or what is none yet, is not there for her. */
export function ChooseColleague({ done, keep, errorOf, className }: ChooseColleagueProps) {
  // What was found stays under the reason that is being written, also when keeping her out is itself refused.
  const answered = (done as { found?: readonly Colleague[] } | undefined)?.found
  const [found, setFound] = useState(answered)
  if (answered && answered !== found) setFound(answered)
  return (
    <>
      <Form method="post" className={className}>
        <TextField name="name" label={m.cases_block_find()} hint={m.cases_block_find_hint()} />
        <Button type="submit" name="intent" value="find">
          {m.cases_block_search()}
        </Button>
      </Form>
      {found?.length === 0 ? <p role="status">{m.cases_block_nobody()}</p> : null}
      {found && found.length > 0 ? (
        <Form method="post" className={className}>
          <ChoiceGroup
            kind="radio"
            name="userId"
            label={m.cases_block_who()}
            required
            choices={found.map((one) => ({ value: one.userId, label: one.name, hint: one.login }))}
            error={errorOf?.('userId')}
          />
          <TextArea
            name="reason"
            label={m.cases_block_reason()}
            required
            rows={2}
            defaultValue={keep.typedReason ?? ''}
            error={errorOf?.('reason')}
          />
          <Button type="submit" name="intent" value={keep.intent} variant="primary">
            {keep.label}
          </Button>
        </Form>
      ) : null}
    </>
  )
}

interface LiftFormProps {
  userId: string
  /** `namesake`: what a declaration has met means somebody else. */
  intent: 'lift' | 'namesake'
  className: string
  children?: ReactNode
}

/** Lets her in again, with a reason. */
export function LiftForm({ userId, intent, className, children }: LiftFormProps) {
  const isNamesake = intent === 'namesake'
  return (
    <details>
      <summary>{isNamesake ? m.cases_namesake() : m.cases_block_lift()}</summary>
      <Form method="post" className={className}>
        {children ? <p>{children}</p> : null}
        <input type="hidden" name="userId" value={userId} />
        <TextArea
          id={`lift-${userId}`}
          name="reason"
          label={isNamesake ? m.cases_namesake_reason() : m.cases_reason()}
          required
          rows={2}
        />
        <Button type="submit" name="intent" value={intent} size="small">
          {isNamesake ? m.cases_namesake_do() : m.cases_block_lift()}
        </Button>
      </Form>
    </details>
  )
}

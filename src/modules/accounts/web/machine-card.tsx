import { Form } from 'react-router'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { dayOf, formatDay, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { listMachines } from '../list-machines.ts'
import { complaint } from './account-words.ts'
import { scopeWords, standingWords } from './machine-words.ts'
import type { OutputOf } from './outcome.ts'

type Machine = OutputOf<typeof listMachines>['machines'][number]

/** One program: what it may, where, until when, who answers for it, and the next step for whoever reads. */
export function MachineCard({ machine }: { machine: Machine }) {
  const standing = standingWords[machine.standing]
  return (
    <Panel title={machine.name} action={<StatusLabel tone={standing.tone}>{standing.word()}</StatusLabel>}>
      <DescriptionList
        items={[
          {
            term: m.accounts_machine_scopes(),
            detail: (
              <ul>
                {machine.scopes.map((scope) => (
                  <li key={scope}>{scopeWords[scope].label()}</li>
                ))}
              </ul>
            ),
          },
          { term: m.accounts_machine_desk_label(), detail: machine.desk },
          { term: m.accounts_machine_answers_name(), detail: machine.answersName },
          { term: m.accounts_machine_until(), detail: untilWord(machine) },
          ...timesOf(machine),
        ]}
      />
      <p className="hint my-3">
        {m.accounts_machine_asked_by({
          name: machine.askedByName,
          day: formatShortDateTime(machine.askedAt),
        })}
      </p>
      <NextStep machine={machine} />
    </Panel>
  )
}

function untilWord({ endsAt, days }: Machine): string {
  return endsAt ? formatDay(dayOf(endsAt), getLocale()) : m.accounts_machine_days_of({ days })
}

function timesOf({ standing, usedAt, endedAt }: Machine) {
  if (endedAt) return [{ term: m.accounts_machine_ended_at(), detail: formatShortDateTime(endedAt) }]
  if (standing === 'asked' || standing === 'confirmed' || standing === 'stale') return []
  const detail = usedAt ? formatShortDateTime(usedAt) : m.accounts_machine_never_used()
  return [{ term: m.accounts_machine_used(), detail }]
}

/** No button for who may not: she reads who will, or why it is not her. */
function NextStep({ machine: { id, standing, whyNotConfirm, whyNotAdmit, mayEnd } }: { machine: Machine }) {
  const reason = whyNotConfirm ?? whyNotAdmit
  const isWaiting = standing === 'asked' || standing === 'confirmed' || standing === 'stale'
  return (
    <>
      {reason ? <p className="mb-3">{complaint(reason)}</p> : null}
      <div className="flex flex-wrap items-start gap-3">
        {whyNotConfirm === null ? (
          <Step id={id} intent="confirm" word={m.accounts_machine_confirm()} isMain />
        ) : null}
        {whyNotAdmit === null ? (
          <Step id={id} intent="admit" word={m.accounts_machine_admit()} isMain />
        ) : null}
        {mayEnd && isWaiting ? <Step id={id} intent="end" word={m.accounts_machine_decline()} /> : null}
        {mayEnd && !isWaiting ? <StopForm id={id} /> : null}
      </div>
    </>
  )
}

function Step({ id, intent, word, isMain }: { id: string; intent: string; word: string; isMain?: true }) {
  return (
    <Form method="post">
      <input type="hidden" name="machineId" value={id} />
      <Button
        type="submit"
        name="intent"
        value={intent}
        size="small"
        {...(isMain ? { variant: 'primary' } : {})}
      >
        {word}
      </Button>
    </Form>
  )
}

/** Opened first, confirmed second: a slip of the hand stops nothing. */
function StopForm({ id }: { id: string }) {
  return (
    <details>
      <summary className="button button-quiet button-small">{m.accounts_machine_end()}</summary>
      <Form method="post">
        <input type="hidden" name="machineId" value={id} />
        <p className="my-2">{m.accounts_machine_end_confirm()}</p>
        <Button type="submit" name="intent" value="end" size="small" variant="danger">
          {m.accounts_machine_end()}
        </Button>
      </Form>
    </details>
  )
}

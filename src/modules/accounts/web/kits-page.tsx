import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { confirmKits, makeKits, showKits } from '../kits.ts'
import { KitSheets } from './kit-sheets.tsx'
import { type OutputOf, useAnswer } from './outcome.ts'
import { PrintButton } from './print-button.tsx'

export const loader = page({ kits: look(showKits, () => ({})) })
export const action = form({
  make: submit(makeKits, ({ form: { epoch } }) => ({ epoch })),
  confirm: submit(confirmKits, ({ form: { epoch } }) => ({ epoch })),
})

type Kits = OutputOf<typeof showKits>

export default function KitsPage() {
  const { kits } = useLoaderData<typeof loader>()
  const answer = useAnswer<object>()
  const made = answer.done && 'kits' in answer.done ? (answer.done as OutputOf<typeof makeKits>) : undefined
  return (
    <>
      <title>{m.accounts_kits_title()}</title>
      <PageTitle title={m.accounts_kits_title()} lead={m.accounts_kits_lead()} />
      <div className="stack">
        <FormProblem answer={answer} />
        {made ? <Made made={made} /> : <Standing kits={kits} />}
        {made ? null : <Make kits={kits} />}
      </div>
    </>
  )
}

function Made({ made }: { made: OutputOf<typeof makeKits> }) {
  return (
    <>
      <Notice tone="warning" title={m.accounts_kits_once_title()}>
        <p>{m.accounts_kits_once_text()}</p>
        <PrintButton />
      </Notice>
      <KitSheets made={made} />
    </>
  )
}

function Standing({ kits: { set, epoch } }: { kits: Kits }) {
  if (!set)
    return (
      <Notice tone="warning" title={m.accounts_kits_none_title()}>
        <p>{m.accounts_kits_none_text()}</p>
      </Notice>
    )
  const facts = m.accounts_kits_made({
    name: set.madeByName,
    day: formatDay(dayOf(set.madeAt), getLocale()),
    set: set.name,
  })
  if (set.state === 'used')
    return (
      <Notice tone="error" title={m.accounts_kits_used_title()}>
        <p>{m.accounts_kits_used_text()}</p>
        <p>{facts}</p>
      </Notice>
    )
  if (set.state === 'ready')
    return (
      <Notice tone="success" title={m.accounts_kits_ready_title()}>
        <p>{facts}</p>
        <p>{m.accounts_kits_kept({ kept: set.kept })}</p>
        {set.missing > 0 ? <p>{m.accounts_kits_missing({ missing: set.missing })}</p> : null}
      </Notice>
    )
  return (
    <Notice tone="warning" title={m.accounts_kits_unconfirmed_title()}>
      <p>{facts}</p>
      <p>{set.isOwn ? m.accounts_kits_confirm_by_other() : m.accounts_kits_confirm_text()}</p>
      {set.isOwn ? null : (
        <Form method="post" className="mt-2">
          <input type="hidden" name="epoch" value={epoch} />
          <Button type="submit" name="intent" value="confirm" variant="primary">
            {m.accounts_kits_confirm()}
          </Button>
        </Form>
      )}
    </Notice>
  )
}

function Make({ kits: { set, epoch } }: { kits: Kits }) {
  const isNeeded = set?.state !== 'ready'
  return (
    <Panel title={m.accounts_kits_make()}>
      <Form method="post" className="form-stack">
        <p>{m.accounts_kits_make_text()}</p>
        {set?.state === 'ready' ? <p>{m.accounts_kits_make_again()}</p> : null}
        <input type="hidden" name="epoch" value={epoch} />
        <Button type="submit" name="intent" value="make" {...(isNeeded && { variant: 'primary' })}>
          {m.accounts_kits_make()}
        </Button>
      </Form>
    </Panel>
  )
}

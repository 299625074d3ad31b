import { useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { admitMachine } from '../admit-machine.ts'
import { confirmMachine } from '../confirm-machine.ts'
import { endMachine } from '../end-machine.ts'
import { listMachines } from '../list-machines.ts'
import { MachineCard } from './machine-card.tsx'
import { MachineKey } from './machine-key.tsx'
import { type OutputOf, useAnswer } from './outcome.ts'

export const loader = page({ list: look(listMachines, () => ({})) })

export const action = form({
  confirm: submit(confirmMachine, ({ form: { machineId } }) => ({ machineId })),
  admit: submit(admitMachine, ({ form: { machineId } }) => ({ machineId })),
  end: submit(endMachine, ({ form: { machineId } }) => ({ machineId })),
})

type Done = Partial<
  OutputOf<typeof confirmMachine> & OutputOf<typeof admitMachine> & OutputOf<typeof endMachine>
>

export default function MachinesPage() {
  const { list } = useLoaderData<typeof loader>()
  const answer = useAnswer<Done>()
  const { done } = answer
  if (done?.bearer && done.name && done.endsAt)
    return <MachineKey made={{ name: done.name, bearer: done.bearer, endsAt: done.endsAt }} />
  return (
    <>
      <title>{m.accounts_machines_title()}</title>
      <PageTitle
        title={m.accounts_machines_title()}
        lead={m.accounts_machines_lead()}
        actions={
          list.mayAsk ? (
            <LinkButton to="/accounts/machines/new" variant="primary">
              {m.accounts_machines_new()}
            </LinkButton>
          ) : null
        }
      />
      <div className="stack">
        <FormProblem answer={answer} />
        {done ? (
          <Notice
            tone="success"
            title={done.confirmed ? m.accounts_machine_confirmed() : m.accounts_machine_ended()}
            live
          />
        ) : null}
        {list.machines.length === 0 ? (
          <EmptyState title={m.accounts_machines_none_title()} text={m.accounts_machines_none_text()} />
        ) : (
          list.machines.map((machine) => <MachineCard key={machine.id} machine={machine} />)
        )}
      </div>
    </>
  )
}

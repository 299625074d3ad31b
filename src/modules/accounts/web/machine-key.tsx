import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'

/** The bearer, shown once, and on the screen only: no print style lets it out. */
export function MachineKey({ made }: { made: { name: string; bearer: string; endsAt: Date } }) {
  return (
    <>
      <title>{m.accounts_machine_key_title()}</title>
      <PageTitle title={m.accounts_machine_key_title()} />
      <div className="stack">
        <Notice tone="warning" title={m.accounts_machine_key_once()} live>
          <p>{m.accounts_machine_key_care()}</p>
          <p>{m.accounts_machine_key_network()}</p>
        </Notice>
        <Panel title={made.name}>
          <DescriptionList
            items={[
              {
                term: m.accounts_machine_key_label(),
                detail: <code className="typed-key break-all">{made.bearer}</code>,
              },
              { term: m.accounts_machine_until(), detail: formatDay(dayOf(made.endsAt), getLocale()) },
            ]}
          />
        </Panel>
        <p>
          <LinkButton to="/accounts/machines" reloadDocument>
            {m.accounts_machine_back()}
          </LinkButton>
        </p>
      </div>
    </>
  )
}

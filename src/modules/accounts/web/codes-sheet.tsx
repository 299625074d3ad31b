import { m } from '../../../platform/words/words.ts'
import type { ShownCodes } from '../contract.ts'

interface CodesSheetProps {
  owner: { tenantName: string; displayName: string; login: string }
  shown: ShownCodes
}

/** What goes to paper and nowhere else: the card, if that was chosen, and the recovery codes on a sheet of their own. */
export function CodesSheet({ owner, shown }: CodesSheetProps) {
  const name = m.accounts_codes_owner({
    tenant: owner.tenantName,
    name: owner.displayName,
    login: owner.login,
  })
  return (
    <>
      {shown.cardCodes.length > 0 ? (
        <article className="sheet" data-paper="own-account">
          <p>{name}</p>
          <h2>{m.accounts_card_title()}</h2>
          <p className="mb-4">{m.accounts_card_lead()}</p>
          <CodeGrid codes={shown.cardCodes} />
        </article>
      ) : null}
      <article className="sheet" data-paper="own-account">
        <p>{name}</p>
        <h2>{m.accounts_recovery_title()}</h2>
        <p className="mb-4">{m.accounts_recovery_lead()}</p>
        <CodeGrid codes={shown.recoveryCodes} />
      </article>
    </>
  )
}

function CodeGrid({ codes }: { codes: readonly string[] }) {
  return (
    <ol className="code-grid">
      {codes.map((code, index) => (
        <li key={code}>
          <span aria-hidden="true">{index + 1}</span>
          {code}
        </li>
      ))}
    </ol>
  )
}

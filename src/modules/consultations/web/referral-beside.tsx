import { Link } from 'react-router'
import { nameOf } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import type { FormValues } from '../../../ui/form/form-values.ts'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { ReferralAtHand } from '../prepare-consultation.ts'

const agreementWords = {
  agrees: m.referrals_agreement_agrees,
  knows: m.referrals_agreement_knows,
  not_told: m.referrals_agreement_not_told,
  unknown: m.referrals_agreement_unknown,
}

/** The five fields of the referral beside the memo, so that nobody has to ask her twice. */
export function ReferralBeside({ referral, begin }: { referral: ReferralAtHand; begin: FormValues }) {
  const { sheet } = referral
  return (
    <section className="referral-beside" aria-label={m.consultations_referral_title()}>
      <div className="referral-beside-head">
        <h2>{m.consultations_referral_title()}</h2>
        {referral.isUrgent ? <StatusLabel tone="urgent">{m.referrals_urgent()}</StatusLabel> : null}
        <Link to={`/referrals/${referral.id}`} className="link">
          {referral.fromDesk}
        </Link>
        <span className="hint">{formatShortDateTime(referral.sentAt)}</span>
      </div>
      {sheet ? (
        <dl>
          <Row term={m.referrals_who_short()} words={sheet.who} />
          <Row term={m.referrals_reach_short()} words={sheet.reach} />
          <Row term={m.referrals_noticed_short()} words={sheet.noticed} />
          <Row term={m.referrals_agreement_short()} words={agreementWords[sheet.agreement]()} />
        </dl>
      ) : (
        <p>{m.referrals_cannot_open()}</p>
      )}
      <Filled begin={begin} />
    </section>
  )
}

function Row({ term, words }: { term: string; words: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{words}</dd>
    </div>
  )
}

/** What was filled in from it, so that it is checked and not taken for an answer of hers. */
function Filled({ begin }: { begin: FormValues }) {
  const route = begin.route?.[0]
  const ageBand = begin['person.ageBand']?.[0]
  const filled = [
    ...(route ? [m.consultations_referral_route({ route: nameOf('route', route) })] : []),
    ...(ageBand ? [m.consultations_referral_age({ ageBand: nameOf('ageBand', ageBand) })] : []),
  ]
  return filled.length === 0 ? null : (
    <p className="hint">
      {m.consultations_referral_filled({ fields: filled.join(m.consultations_comma()) })}
    </p>
  )
}

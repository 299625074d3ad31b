import { m } from '../../../platform/words/words.ts'
import { FieldNotes, Requirement } from '../../../ui/form/field.tsx'
import type { RequestForm } from '../prepare-request.ts'
import type { Answer } from './answer.tsx'

const often = ['consent_oral', 'consent_written', 'within_purpose', 'child_abuse_notification']

/** One press a basis: the everyday ones first, the others under one heading, each with its article. */
export function BasisField({ bases, answer }: { bases: RequestForm['bases']; answer: Answer }) {
  const chosen = answer.typed('basis') ?? ''
  const error = answer.errorOf('basis')
  const rest = bases.filter((basis) => !often.includes(basis.code))
  const choice = (basis: RequestForm['bases'][number], index: number) => (
    <div key={basis.code} className="choice basis-choice">
      <input
        type="radio"
        id={index === 0 ? 'basis' : `basis-${basis.code}`}
        name="basis"
        value={basis.code}
        defaultChecked={chosen === basis.code}
        aria-describedby={error ? 'basis-error' : undefined}
      />
      <label htmlFor={index === 0 ? 'basis' : `basis-${basis.code}`}>
        {basis.label} <span className="hint">{basis.article}</span>
      </label>
    </div>
  )
  return (
    <fieldset className="field" data-invalid={error !== undefined}>
      <legend className="field-label">
        {m.requests_field_basis()} <Requirement required />
      </legend>
      <FieldNotes id="basis" hint={m.requests_field_basis_hint()} error={error} />
      <div className="choices">
        {bases.filter((basis) => often.includes(basis.code)).map((basis, index) => choice(basis, index))}
      </div>
      <details className="more-bases" open={rest.some((basis) => basis.code === chosen)}>
        <summary>{m.requests_more_bases({ count: rest.length })}</summary>
        <div className="choices">{rest.map((basis) => choice(basis, 1))}</div>
      </details>
    </fieldset>
  )
}

import { choicesOf, choicesWithBlanks } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { many, one } from '../../../ui/form/form-values.ts'
import { BlankReasons } from './blank-reasons.tsx'
import { ChipField } from './chip-field.tsx'
import { PlainField, PlainSelect, PlainText } from './plain-field.tsx'
import type { SheetProps } from './sheet-props.ts'

/** 緊急度の確認: first, and with what to ask for. */
export function UrgencyFields({ values, errors }: SheetProps) {
  const hints = choicesOf('urgency').filter((one) => one.hint)
  return (
    <>
      <ChipField
        name="urgency"
        label={m.consultations_urgency()}
        labelHidden
        choices={choicesWithBlanks('urgency')}
        chosen={[one(values, 'urgency', 'not_asked')]}
        error={errors.urgency}
      />
      <ul className="urgency-hints">
        {hints.map((hint) => (
          <li key={hint.value}>
            <strong>{hint.label}</strong> {hint.hint}
          </li>
        ))}
      </ul>
      <div className="plain-row">
        <PlainField
          name="urgencyReason"
          label={m.consultations_urgency_reason()}
          defaultValue={one(values, 'urgencyReason')}
          error={errors.urgencyReason}
          width="wide"
        />
        <PlainSelect
          name="childrenPresent"
          label={m.consultations_children_present()}
          defaultValue={one(values, 'childrenPresent', 'not_asked')}
          choices={choicesWithBlanks('answer')}
        />
      </div>
    </>
  )
}

/** 主訴 is one, because returns need one; difficulties are many and never ranked. */
export function ComplaintFields({ values, errors }: SheetProps) {
  return (
    <>
      <ChipField
        name="chiefComplaint"
        label={m.consultations_complaint()}
        choices={choicesWithBlanks('chiefComplaint')}
        chosen={[one(values, 'chiefComplaint', 'not_asked')]}
        error={errors.chiefComplaint}
      />
      <ChipField
        name="relation"
        label={m.consultations_relation()}
        choices={choicesWithBlanks('relation')}
        chosen={[one(values, 'relation', 'not_asked')]}
        error={errors.relation}
      />
      <ChipField
        name="difficulties[]"
        label={m.consultations_difficulties()}
        choices={choicesOf('difficulty')}
        chosen={many(values, 'difficulties[]')}
        multiple
        error={errors.difficulties}
      />
    </>
  )
}

/** Whether there is any, and six kinds, each with first and last time in her words. */
export function ViolenceFields({ values, errors }: SheetProps) {
  return (
    <>
      <ChipField
        name="violenceTold"
        label={m.consultations_violence_told()}
        choices={choicesWithBlanks('answer')}
        chosen={[one(values, 'violenceTold', 'not_asked')]}
        error={errors.violenceTold}
      />
      <ViolenceKinds values={values} />
    </>
  )
}

function ViolenceKinds({ values }: Pick<SheetProps, 'values'>) {
  return (
    <ul className="violence-list">
      {choicesOf('violence').map(({ value, label, hint }) => {
        const name = (part: string) => `violence.${value}.${part}`
        return (
          <li key={value}>
            <label className="plain-check">
              <input
                type="checkbox"
                name={name('is')}
                defaultChecked={many(values, name('is')).length > 0}
                aria-describedby={`${value}-hint`}
              />
              {label}
            </label>
            <p id={`${value}-hint`} className="hint">
              {hint}
            </p>
            <div className="plain-row">
              <PlainField
                name={name('first')}
                label={m.consultations_violence_first()}
                defaultValue={one(values, name('first'))}
              />
              <PlainField
                name={name('last')}
                label={m.consultations_violence_last()}
                defaultValue={one(values, name('last'))}
              />
              <PlainField
                name={name('text')}
                label={m.consultations_violence_text()}
                defaultValue={one(values, name('text'))}
                width="wide"
              />
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** Answers that never stand in a column, and the risk level with its reason. */
export function SealedFields({ values, errors }: SheetProps) {
  return (
    <>
      <p className="hint">{m.consultations_sealed_hint()}</p>
      <div className="plain-row">
        {(['sexualViolence', 'pregnancy', 'disability'] as const).map((field) => (
          <PlainSelect
            key={field}
            name={`sensitive.${field}`}
            label={sensitiveName(field)}
            defaultValue={one(values, `sensitive.${field}`, 'not_asked')}
            choices={choicesWithBlanks('answer')}
          />
        ))}
        <PlainField
          name="sensitive.nationality"
          label={m.consultations_nationality()}
          defaultValue={one(values, 'sensitive.nationality')}
        />
      </div>
      <p className="hint">{m.consultations_counterpart_name_hint()}</p>
      <div className="plain-row">
        <PlainField
          name="counterpartName.name"
          label={m.consultations_counterpart_name()}
          defaultValue={one(values, 'counterpartName.name')}
          error={errors['counterpartName.name']}
        />
        <PlainField
          name="counterpartName.kana"
          label={m.consultations_counterpart_kana()}
          defaultValue={one(values, 'counterpartName.kana')}
          error={errors['counterpartName.kana']}
        />
      </div>
      <PlainText
        name="counterpart"
        label={m.consultations_counterpart()}
        defaultValue={one(values, 'counterpart')}
        error={errors.counterpart}
      />
      <ChipField
        name="riskLevel"
        label={m.consultations_risk()}
        choices={choicesOf('risk')}
        chosen={[one(values, 'riskLevel', 'not_assessed')]}
        error={errors.riskLevel}
      />
      <div className="plain-row">
        <PlainField
          name="riskReason"
          label={m.consultations_risk_reason()}
          defaultValue={one(values, 'riskReason')}
          error={errors.riskReason}
          width="wide"
        />
        <PlainField
          name="reassessBy"
          label={m.consultations_reassess_by()}
          defaultValue={one(values, 'reassessBy')}
          error={errors.reassessBy}
        />
      </div>
      <BlankReasons fields={['nationality', 'counterpart']} values={values} />
    </>
  )
}

export function sensitiveName(field: 'sexualViolence' | 'pregnancy' | 'disability'): string {
  if (field === 'sexualViolence') return m.consultations_sexual_violence()
  return field === 'pregnancy' ? m.consultations_pregnancy() : m.consultations_disability()
}

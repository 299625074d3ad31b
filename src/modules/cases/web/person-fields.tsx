import { choicesOf, choicesWithBlanks, nameOf } from '../../../codes/words.ts'
import { listed } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { CaseView } from '../case-view.ts'
import { chosenByOthers, EditChoice, EditField } from './edit-field.tsx'
import type { Answer } from './failure.tsx'
import { nameKindWord } from './person-words.ts'

export type Card = NonNullable<CaseView['people'][number]['card']>
export type Face = NonNullable<CaseView['people'][number]['face']>

const nameKinds = ['legal', 'used', 'maiden', 'pseudonym'] as const

interface CardFieldsProps {
  /** `card`, or `client` where a case is opened. */
  prefix: string
  card: Card | null
  answer: Answer
  /** How many names can be written. */
  names?: number
}

/** Names as they are written, each with its reading; nothing is replaced by a commoner character. */
export function CardFields({ prefix, card, answer, names = 3 }: CardFieldsProps) {
  const today = dayOf(new Date())
  const rows = Array.from({ length: Math.max(names, card?.names.length ?? 0) }, (_, index) => index)
  return (
    <>
      {rows.map((index) => (
        <NameRow key={index} prefix={`${prefix}.names.${index}`} card={card} index={index} answer={answer} />
      ))}
      <div className="case-grid">
        <DateField
          name={`${prefix}.birthDate`}
          label={m.cases_birth_date()}
          defaultValue={answer.typed(`${prefix}.birthDate`) ?? card?.birthDate ?? ''}
          hint={chosenByOthers(answer, true, card?.birthDate ? formatDay(card.birthDate, getLocale()) : '')}
          error={answer.errorOf(`${prefix}.birthDate`)}
          today={today}
        />
        <EditChoice
          name={`${prefix}.sex`}
          label={m.cases_sex()}
          now={card?.sex ?? ''}
          answer={answer}
          choices={choicesWithBlanks('sex')}
        />
        <EditField
          name={`${prefix}.phones.0.number`}
          label={m.cases_phone()}
          now={card?.phones[0]?.number ?? ''}
          answer={answer}
        />
        <EditField
          name={`${prefix}.phones.0.note`}
          label={m.cases_phone_note()}
          now={card?.phones[0]?.note ?? ''}
          answer={answer}
        />
      </div>
      {card?.phones.slice(1).map((phone, index) => (
        <span key={phone.number}>
          <input type="hidden" name={`${prefix}.phones.${index + 1}.number`} value={phone.number} />
          <input type="hidden" name={`${prefix}.phones.${index + 1}.note`} value={phone.note} />
        </span>
      ))}
    </>
  )
}

function NameRow({
  prefix,
  card,
  index,
  answer,
}: {
  prefix: string
  card: Card | null
  index: number
  answer: Answer
}) {
  const name = card?.names[index]
  const part = (key: 'family' | 'given' | 'familyKana' | 'givenKana', label: string) => (
    <EditField name={`${prefix}.${key}`} label={label} now={name?.[key] ?? ''} answer={answer} />
  )
  const fields = (
    <div className="case-name-row">
      {part('family', m.cases_family())}
      {part('given', m.cases_given())}
      {part('familyKana', m.cases_family_kana())}
      {part('givenKana', m.cases_given_kana())}
      <EditChoice
        name={`${prefix}.kind`}
        label={m.cases_name_kind()}
        now={name?.kind ?? ''}
        answer={answer}
        emptyLabel={nameKindWord('legal')}
        choices={nameKinds.map((value) => ({ value, label: nameKindWord(value) }))}
      />
    </div>
  )
  if (index === 0)
    return (
      <fieldset className="case-group">
        <legend>{m.cases_name()}</legend>
        {fields}
      </fieldset>
    )
  return (
    <details className="note-more" open={name !== undefined}>
      <summary>{m.cases_other_name({ index })}</summary>
      {fields}
    </details>
  )
}

const longFields = [
  ['accessNeeds', () => m.cases_face_access()],
  ['household', () => m.cases_face_household()],
  ['income', () => m.cases_face_income()],
  ['disability', () => m.cases_face_disability()],
  ['health', () => m.cases_face_health()],
  ['note', () => m.cases_face_note()],
] as const
const shortFields = [
  ['relation', () => m.cases_face_relation()],
  ['nationality', () => m.cases_face_nationality()],
  ['residenceStatus', () => m.cases_face_residence()],
  ['maritalStatus', () => m.cases_face_marital()],
  ['insurance', () => m.cases_face_insurance()],
  ['occupation', () => m.cases_face_occupation()],
] as const

/** フェイスシート: every field may stay blank. */
export function FaceFields({ face, answer }: { face: Face | null; answer: Answer }) {
  const posted = answer.values.face as { languages?: string[] } | undefined
  const theirLanguages = listed((face?.languages ?? []).map((code) => nameOf('language', code)))
  return (
    <>
      <div className="case-grid">
        {shortFields.map(([name, label]) => (
          <EditField
            key={name}
            name={`face.${name}`}
            label={label()}
            now={face?.[name] ?? ''}
            answer={answer}
          />
        ))}
        <EditChoice
          name="face.interpreter"
          label={m.cases_face_interpreter()}
          now={face?.interpreter ?? ''}
          answer={answer}
          choices={choicesWithBlanks('need')}
        />
      </div>
      <ChoiceGroup
        kind="checkbox"
        inline
        name="face.languages[]"
        label={m.cases_face_languages()}
        choices={choicesOf('language')}
        chosen={(answer.failure ? posted?.languages : face?.languages) ?? []}
        hint={chosenByOthers(answer, posted?.languages?.join() !== face?.languages.join(), theirLanguages)}
      />
      <input type="hidden" name="face.pregnancy" value={face?.pregnancy ?? ''} />
      <input type="hidden" name="face.residenceUntil" value={face?.residenceUntil ?? ''} />
      <div className="case-pair">
        {longFields.map(([name, label]) => (
          <EditField
            key={name}
            name={`face.${name}`}
            label={label()}
            now={face?.[name] ?? ''}
            answer={answer}
            rows={3}
          />
        ))}
      </div>
    </>
  )
}

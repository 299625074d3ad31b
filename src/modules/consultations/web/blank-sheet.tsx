import type { ReactNode } from 'react'
import { codesOf } from '../../../codes/code-lists.ts'
import { type Choice, choicesOf, choicesWithBlanks, nameOf } from '../../../codes/words.ts'
import { listed } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { sensitiveName } from './sheet-situation.tsx'

/** What is asked while somebody speaks. A test holds it against the fields of the screen. */
export function FrontOfSheet() {
  const yesNo = choicesWithBlanks('answer')
  return (
    <article className="sheet blank-sheet" data-paper="blank">
      <h2>{m.consultations_sheet_title()}</h2>
      <table>
        <tbody>
          <Wide label={m.consultations_day()}>
            <Slots
              labels={[
                m.consultations_sheet_date(),
                m.consultations_time(),
                m.consultations_minutes(),
                m.consultations_author(),
              ]}
            />
          </Wide>
          <Boxes label={m.consultations_channel()} choices={choicesOf('channel')} />
          <Boxes label={m.consultations_caller()} choices={choicesWithBlanks('caller')} />
          <Wide label={m.consultations_sheet_caller_more()}>
            <Slots
              labels={[
                m.consultations_caller_name(),
                m.consultations_caller_relation(),
                m.consultations_caller_phone(),
                m.consultations_caller_agency(),
              ]}
            />
          </Wide>
          <Boxes label={m.consultations_route()} choices={choicesWithBlanks('route')} />
          <Pair
            first={m.consultations_is_first()}
            middle={<Marks choices={yesNo} />}
            second={m.consultations_counted_as()}
            last={
              <Marks
                choices={[
                  { value: 'counselling', label: m.consultations_counted_counselling() },
                  { value: 'liaison', label: m.consultations_counted_liaison() },
                ]}
              />
            }
          />
          <Wide label={m.consultations_place()} />
          <Boxes label={m.consultations_urgency()} choices={choicesWithBlanks('urgency')} />
          <Wide label={m.consultations_urgency_reason()} />
          <Boxes label={m.consultations_children_present()} choices={yesNo} />
          <Wide label={m.consultations_blank_name()}>
            <Slots
              labels={[
                m.consultations_family(),
                m.consultations_given(),
                m.consultations_family_kana(),
                m.consultations_given_kana(),
              ]}
            />
            <span>□ {m.consultations_pseudonym()}</span>
          </Wide>
          <Pair first={m.consultations_birth_date()} second={m.consultations_phone()} />
          <Boxes label={m.consultations_age_band()} choices={choicesWithBlanks('ageBand')} />
          <Boxes label={m.consultations_sex()} choices={choicesWithBlanks('sex')} />
          <Wide label={m.consultations_phone_note()} />
          <SafeContactRows />
          <Boxes label={m.consultations_languages()} choices={choicesOf('language')} />
          <Pair
            first={m.consultations_interpreter()}
            middle={<Marks choices={choicesWithBlanks('need')} />}
            second={m.consultations_access_needs()}
          />
          <tr className="blank-memo">
            <th scope="row">
              {m.consultations_memo()}
              <small>{m.consultations_sheet_memo_hint()}</small>
            </th>
            <td colSpan={3}>
              {Array.from({ length: 11 }, (_, line) => (
                <hr key={line} />
              ))}
            </td>
          </tr>
        </tbody>
      </table>
      <p>{m.consultations_sheet_turn()}</p>
    </article>
  )
}

function SafeContactRows() {
  const yesNo = choicesWithBlanks('answer')
  return (
    <>
      <Boxes label={m.consultations_safe_may_contact()} choices={yesNo} />
      <Pair
        first={m.consultations_safe_voicemail_label()}
        middle={<Marks choices={yesNo} />}
        second={m.consultations_safe_mail_label()}
        last={<Marks choices={yesNo} />}
      />
      <Wide label={m.consultations_section_safe_contact()}>
        <Slots
          labels={[
            m.consultations_safe_from_label(),
            m.consultations_safe_until_label(),
            m.consultations_safe_days(),
            m.consultations_safe_caller_name_label(),
            m.consultations_safe_phone(),
            m.consultations_safe_who_label(),
            m.consultations_safe_code_word_label(),
            m.consultations_safe_check_again(),
          ]}
        />
      </Wide>
      <Wide label={m.consultations_safe_never_label()} />
    </>
  )
}

/** What is filled in afterwards. */
export function BackOfSheet() {
  const yesNo = choicesWithBlanks('answer')
  return (
    <article className="sheet blank-sheet" data-paper="blank">
      <table>
        <tbody>
          <Wide label={m.consultations_complaint()}>
            <Complaints />
          </Wide>
          <Boxes label={m.consultations_relation()} choices={choicesWithBlanks('relation')} />
          <Boxes label={m.consultations_difficulties()} choices={choicesOf('difficulty')} />
          <Boxes label={m.consultations_violence_told()} choices={yesNo} />
          <Wide label={m.consultations_section_violence()}>
            {choicesOf('violence').map(({ value, label }) => (
              <Slots
                key={value}
                labels={[
                  `□ ${label}`,
                  m.consultations_violence_first(),
                  m.consultations_violence_last(),
                  m.consultations_violence_text(),
                ]}
              />
            ))}
          </Wide>
          <Wide label={m.consultations_wish()} isTall />
          <Wide label={m.consultations_advice()} isTall />
          <Boxes label={m.consultations_actions()} choices={choicesOf('action')} />
          <Wide label={m.consultations_action_note()} />
          <Wide label={m.consultations_next()}>
            <Slots
              labels={[
                m.consultations_next_on(),
                m.consultations_next_at(),
                m.consultations_next_by(),
                m.consultations_next_note(),
              ]}
            />
          </Wide>
          <Pair
            first={m.consultations_consent_asked()}
            middle={<Marks choices={yesNo} />}
            second={m.consultations_consent_to()}
          />
          <SealedRows />
          <Pair first={m.consultations_sheet_entered()} second={m.consultations_sheet_entered_by()} />
        </tbody>
      </table>
      <p>{m.consultations_sheet_blanks({ reasons: listed(choicesOf('blank').map(({ label }) => label)) })}</p>
      <p>{m.consultations_sheet_foot()}</p>
    </article>
  )
}

function SealedRows() {
  const yesNo = choicesWithBlanks('answer')
  return (
    <>
      <Pair
        first={sensitiveName('sexualViolence')}
        middle={<Marks choices={yesNo} />}
        second={sensitiveName('pregnancy')}
        last={<Marks choices={yesNo} />}
      />
      <Pair
        first={sensitiveName('disability')}
        middle={<Marks choices={yesNo} />}
        second={m.consultations_nationality()}
      />
      <Pair first={m.consultations_counterpart_name()} second={m.consultations_counterpart_kana()} />
      <Wide label={m.consultations_counterpart()} isTall />
      <Boxes label={m.consultations_risk()} choices={choicesOf('risk')} />
      <Pair first={m.consultations_risk_reason()} second={m.consultations_reassess_by()} />
    </>
  )
}

/** By their groups, as one looks for them. */
function Complaints() {
  const groups = choicesOf('complaintGroup').map(({ value, label }) => ({
    label,
    choices: codesOf('chiefComplaint')
      .filter((one) => one.group === value)
      .map(({ code }) => ({ value: code, label: nameOf('chiefComplaint', code) })),
  }))
  return (
    <>
      {groups.map(({ label, choices }) => (
        <div key={label} className="blank-group">
          <b>{label}</b> <Marks choices={choices} />
        </div>
      ))}
      <Marks choices={choicesOf('blank')} />
    </>
  )
}

function Wide({ label, isTall, children }: { label: string; isTall?: boolean; children?: ReactNode }) {
  return (
    <tr className={isTall ? 'blank-tall' : undefined}>
      <th scope="row">{label}</th>
      <td colSpan={3}>{children}</td>
    </tr>
  )
}

interface PairProps {
  first: string
  middle?: ReactNode
  second: string
  last?: ReactNode
}

function Pair({ first, middle, second, last }: PairProps) {
  return (
    <tr>
      <th scope="row">{first}</th>
      <td>{middle}</td>
      <th scope="row">{second}</th>
      <td>{last}</td>
    </tr>
  )
}

function Boxes({ label, choices }: { label: string; choices: readonly Choice[] }) {
  return (
    <Wide label={label}>
      <Marks choices={choices} />
    </Wide>
  )
}

function Marks({ choices }: { choices: readonly Choice[] }) {
  return (
    <span className="blank-marks">
      {choices.map(({ value, label }) => (
        <span key={value}>□ {label}</span>
      ))}
    </span>
  )
}

/** Room to write behind each word. */
function Slots({ labels }: { labels: readonly string[] }) {
  return (
    <span className="blank-slots">
      {labels.map((label) => (
        <span key={label}>{label}</span>
      ))}
    </span>
  )
}

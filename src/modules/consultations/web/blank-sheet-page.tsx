import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { type Choice, choicesOf } from './labels.ts'
import './consultations.css'

export const meta = () => [{ title: `${m.consultations_blank_sheet()} - ${m.shell_product()}` }]

/** For outages: the same sheet on paper, one A4 page, without any data. Entered later as a back-entry. */
export default function BlankSheetPage() {
  return (
    <div className="blank-sheet-page">
      <div className="no-print">
        <PageTitle
          title={m.consultations_blank_sheet()}
          lead={m.consultations_blank_sheet_lead()}
          actions={
            <Button variant="primary" onClick={() => window.print()}>
              {m.ui_print()}
            </Button>
          }
        />
      </div>
      <article className="sheet blank-sheet" data-paper="blank">
        <h2>{m.consultations_sheet_title()}</h2>
        <table>
          <tbody>
            <tr>
              <th scope="row">{m.consultations_day()}</th>
              <td>{m.consultations_sheet_date()}</td>
              <th scope="row">{m.consultations_author()}</th>
              <td />
            </tr>
            <Boxes label={m.consultations_channel()} choices={choicesOf('channel')} />
            <Boxes label={m.consultations_caller()} choices={choicesOf('caller')} />
            <tr>
              <th scope="row">{m.consultations_sheet_name()}</th>
              <td />
              <th scope="row">{m.consultations_birth_date()}</th>
              <td />
            </tr>
            <tr>
              <th scope="row">{m.consultations_phone()}</th>
              <td />
              <th scope="row">{m.consultations_sex()}</th>
              <td>
                <Marks choices={choicesOf('sex')} />
              </td>
            </tr>
            <Boxes label={m.consultations_urgency()} choices={choicesOf('urgency')} />
            <Boxes label={m.consultations_complaint()} choices={choicesOf('complaintGroup')} />
            <Boxes label={m.consultations_relation()} choices={choicesOf('relation')} />
            <Boxes label={m.consultations_section_violence()} choices={choicesOf('violence')} />
            <tr>
              <th scope="row">{m.consultations_section_safe_contact()}</th>
              <td colSpan={3}>{m.consultations_sheet_safe_contact()}</td>
            </tr>
            <tr className="blank-memo">
              <th scope="row">
                {m.consultations_memo()}
                <small>{m.consultations_sheet_memo_hint()}</small>
              </th>
              <td colSpan={3}>
                {Array.from({ length: 13 }, (_, line) => (
                  <hr key={line} />
                ))}
              </td>
            </tr>
            <tr className="blank-tall">
              <th scope="row">{m.consultations_advice()}</th>
              <td colSpan={3} />
            </tr>
            <tr>
              <th scope="row">{m.consultations_next()}</th>
              <td />
              <th scope="row">{m.consultations_sheet_entered()}</th>
              <td />
            </tr>
          </tbody>
        </table>
        <p>{m.consultations_sheet_foot()}</p>
      </article>
    </div>
  )
}

function Boxes({ label, choices }: { label: string; choices: readonly Choice[] }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td colSpan={3}>
        <Marks choices={choices} />
      </td>
    </tr>
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

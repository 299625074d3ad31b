import { m } from '../../../platform/words/words.ts'
import { ContactFields } from './sheet-contact.tsx'
import { OutcomeFields } from './sheet-outcome.tsx'
import { NeedsFields, PersonFields } from './sheet-person.tsx'
import type { SheetProps } from './sheet-props.ts'
import { SafeContactFields } from './sheet-safe-contact.tsx'
import { filledIn, SheetSection } from './sheet-section.tsx'
import { ComplaintFields, SealedFields, UrgencyFields, ViolenceFields } from './sheet-situation.tsx'

/** The nine parts around the memo, in the order of their numbers, and the fields that each holds. */
export const sheetParts = [
  {
    title: m.consultations_section_urgency,
    Fields: UrgencyFields,
    names: ['urgency', 'urgencyReason', 'childrenPresent'],
    isOpen: true,
  },
  { title: m.consultations_section_person, Fields: PersonFields, names: ['person'], isOpen: true },
  {
    title: m.consultations_section_complaint,
    Fields: ComplaintFields,
    names: ['chiefComplaint', 'relation', 'difficulties[]'],
    isOpen: true,
  },
  { title: m.consultations_section_safe_contact, Fields: SafeContactFields, names: ['safeContact'] },
  { title: m.consultations_section_violence, Fields: ViolenceFields, names: ['violenceTold', 'violence'] },
  {
    title: m.consultations_section_outcome,
    Fields: OutcomeFields,
    names: ['wish', 'advice', 'actions[]', 'actionNote', 'nextContact', 'consentAsked', 'consentTo'],
  },
  {
    title: m.consultations_section_contact,
    Fields: ContactFields,
    names: ['route', 'place', 'isFirst', 'caller.name', 'caller.relation', 'caller.agency', 'caller.phone'],
  },
  {
    title: m.consultations_section_needs,
    Fields: NeedsFields,
    names: ['languages[]', 'interpreter', 'accessNeeds'],
  },
  {
    title: m.consultations_section_sealed,
    Fields: SealedFields,
    names: ['sensitive', 'counterpartName', 'counterpart', 'riskLevel', 'riskReason', 'reassessBy'],
  },
] as const

/** Everything around the memo, each part one key away. */
export function SheetFields({ allOpen = false, ...sheet }: SheetProps & { allOpen?: boolean }) {
  return (
    <div className="sheet-sections">
      {sheetParts.map(({ title, Fields, names, ...part }, index) => (
        <SheetSection
          key={names[0]}
          digit={index + 1}
          title={title()}
          filled={filledIn(sheet.now, names)}
          isOpen={allOpen || 'isOpen' in part}
        >
          <Fields {...sheet} />
        </SheetSection>
      ))}
    </div>
  )
}

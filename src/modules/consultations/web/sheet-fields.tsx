import { m } from '../../../platform/words/words.ts'
import { ContactFields, OutcomeFields } from './sheet-contact.tsx'
import { NeedsFields, PersonFields } from './sheet-person.tsx'
import type { SheetProps } from './sheet-props.ts'
import { SafeContactFields } from './sheet-safe-contact.tsx'
import { SheetSection } from './sheet-section.tsx'
import { ComplaintFields, SealedFields, UrgencyFields, ViolenceFields } from './sheet-situation.tsx'

/** Everything around the memo, each part one key away. */
export function SheetFields({ allOpen = false, ...sheet }: SheetProps & { allOpen?: boolean }) {
  const sections = [
    { title: m.consultations_section_urgency(), fields: <UrgencyFields {...sheet} />, isOpen: true },
    { title: m.consultations_section_person(), fields: <PersonFields {...sheet} />, isOpen: true },
    { title: m.consultations_section_complaint(), fields: <ComplaintFields {...sheet} />, isOpen: true },
    { title: m.consultations_section_safe_contact(), fields: <SafeContactFields {...sheet} /> },
    { title: m.consultations_section_violence(), fields: <ViolenceFields {...sheet} /> },
    { title: m.consultations_section_outcome(), fields: <OutcomeFields {...sheet} /> },
    { title: m.consultations_section_contact(), fields: <ContactFields {...sheet} /> },
    { title: m.consultations_section_needs(), fields: <NeedsFields {...sheet} /> },
    { title: m.consultations_section_sealed(), fields: <SealedFields {...sheet} /> },
  ]
  return (
    <div className="sheet-sections">
      {sections.map(({ title, fields, isOpen }, index) => (
        <SheetSection key={title} digit={index + 1} title={title} isOpen={allOpen || isOpen === true}>
          {fields}
        </SheetSection>
      ))}
    </div>
  )
}

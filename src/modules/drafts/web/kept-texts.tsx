import type { KeptField } from './form-contents.ts'

/** Words that were typed, under the names of their fields: to be read and copied. */
export function KeptTexts({ fields }: { fields: readonly Pick<KeptField, 'name' | 'label' | 'shown'>[] }) {
  return (
    <dl className="descriptions kept-texts">
      {fields.map(({ name, label, shown }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>{shown}</dd>
        </div>
      ))}
    </dl>
  )
}

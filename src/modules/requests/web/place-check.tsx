import type { LikelyPlace } from '../../../platform/documents/likely-places.ts'
import { m } from '../../../platform/words/words.ts'
import { Notice } from '../../../ui/notice.tsx'

const kinds: Readonly<Record<LikelyPlace['kind'], () => string>> = {
  phone: m.requests_place_phone,
  postcode: m.requests_place_address,
  address: m.requests_place_address,
  mail: m.requests_place_mail,
  link: m.requests_place_mail,
  clinic: m.requests_place_clinic,
  school: m.requests_place_school,
  station: m.requests_place_station,
  dwelling: m.requests_place_dwelling,
  workplace: m.requests_place_workplace,
}

/** Clinics, schools and stations give away where she is. The machine asks; each phrase is confirmed by a person. */
export function PlaceCheck({
  places,
  confirmed,
}: {
  places: readonly LikelyPlace[]
  confirmed: readonly string[]
}) {
  if (places.length === 0) return null
  return (
    <Notice tone="warning" title={m.requests_places_title({ count: places.length })}>
      <p>{m.requests_places_text()}</p>
      <div className="choices mt-2">
        {places.map((place, index) => (
          <div key={place.text} className="choice">
            <input
              type="checkbox"
              id={`place-${index}`}
              name="confirmed[]"
              value={place.text}
              defaultChecked={confirmed.includes(place.text)}
            />
            <label htmlFor={`place-${index}`}>
              {m.requests_place_ok({ text: place.text, kind: kinds[place.kind]() })}
            </label>
          </div>
        ))}
      </div>
    </Notice>
  )
}

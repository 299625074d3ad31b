import { html } from 'hono/html'
import { fill, type PublicLanguage, showDay, type Words, wordsOf } from './languages.ts'
import { NATIONAL_NUMBERS } from './national-numbers.ts'
import { type Html, pageFrame } from './page-frame.ts'
import { spokenLanguages } from './spoken-languages.ts'
import type { WindowRow } from './windows.ts'

/** `unavailable` = the directory could not be asked; the national numbers are always there. */
export function helpPage(language: PublicLanguage, windows: readonly WindowRow[] | 'unavailable'): Html {
  const words = wordsOf(language)
  return pageFrame(
    language,
    html`<h1>${words.heading}</h1>
<p>${words.intro}</p>
${danger(words)}
<h2>${words.windowsHeading}</h2>
${windows === 'unavailable' ? html`<p>${words.windowsUnavailable}</p>` : nearWindows(words, language, windows)}
<h2>${words.numbersHeading}</h2>
<p>${words.numbersNote}</p>
<ul class="cards">${NATIONAL_NUMBERS.map((entry) => nationalNumber(words, language, entry))}</ul>
${safety(words)}
<p class="small">${fill(words.updatedOn, { date: showDay(words.updated, language) })}</p>`,
  )
}

function nearWindows(words: Words, language: PublicLanguage, windows: readonly WindowRow[]): Html {
  const [first] = windows
  if (!first) return html`<p>${words.windowsNone}</p>`
  const translated = windows.filter(({ locale }) => locale === language)
  const shown = translated.length > 0 ? translated : windows.filter(({ locale }) => locale === 'ja')
  const isForeign = translated.length === 0 && shown.length > 0
  return html`<p>${fill(words.windowsOf, { name: first.tenant_name })}${isForeign ? html` ${words.windowsOtherLanguage}` : ''}</p>
<ul class="cards">${shown.map((row) => nearWindow(words, language, row))}</ul>`
}

function nearWindow(words: Words, language: PublicLanguage, row: WindowRow): Html {
  const checked = row.checked_on
    ? fill(words.checked, { date: showDay(row.checked_on, language) })
    : words.unchecked
  const lang = row.locale === 'ja-easy' ? 'ja' : row.locale
  return html`<li class="card near">
<h3 lang="${lang}">${row.name}</h3>
${row.phone ? phoneLink(words, row.phone) : ''}
<dl>${[
    described(words.hours, row.hours, lang),
    languagesOf(words, language, row),
    described(words.whoMayUse, row.who_may_use, lang),
    described(words.note, row.note, lang),
  ]}</dl>
<p class="small">${checked}</p>
</li>`
}

/** In the language of the page, whatever language the rest of the row is in. */
function languagesOf(words: Words, language: PublicLanguage, row: WindowRow): Html | '' {
  const spoken = spokenLanguages(row.languages, language)
  return spoken.length > 0
    ? html`<div><dt>${words.languages}</dt><dd><ul class="spoken">${spoken}</ul></dd></div>`
    : ''
}

function described(term: string, text: string, lang: string): Html | '' {
  return text ? html`<div><dt>${term}</dt><dd lang="${lang}">${text}</dd></div>` : ''
}

function nationalNumber(
  words: Words,
  language: PublicLanguage,
  { number, key, checkedOn }: (typeof NATIONAL_NUMBERS)[number],
): Html {
  return html`<li class="card">
<h3>${words[key]}</h3>
${phoneLink(words, number)}
<p>${words.fallback}${words[`${key}Fallback`]}</p>
<p class="small">${fill(words.checkedInPublished, { date: showDay(checkedOn, language) })}</p>
</li>`
}

function danger(words: Words): Html {
  const [before = '', after = ''] = words.danger.split('{number}')
  return html`<p class="danger">${before}<a href="tel:110">110</a>${after}</p>`
}

/** Only what a telephone can dial goes into the link; the number is shown as it was entered. */
function phoneLink(words: Words, phone: string): Html {
  const dialled = phone.normalize('NFKC').replace(/[^\d#+*]/g, '')
  return html`<a class="phone" href="tel:${encodeURIComponent(dialled)}" aria-label="${words.call} ${phone}">${phone}</a>`
}

function safety(words: Words): Html {
  return html`<h2>${words.safetyHeading}</h2>
<ul class="safety">
<li>${words.safetyLeave}</li>
<li>${words.safetyHistory}</li>
<li>${words.safetyDevice}</li>
<li>${words.safetyReturn}</li>
<li>${words.safetyNoTrack}</li>
</ul>`
}

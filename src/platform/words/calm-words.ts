import { m } from './words.ts'

export interface CalmWords {
  title: string
  text: string
  advice: string
}

/** What a refused or failed request says. A 404 also stands for "not yours": it must read the same. */
export function calmWords(status: number): CalmWords {
  switch (status) {
    case 400:
      return {
        title: m.shell_error_400_title(),
        text: m.shell_error_400_text(),
        advice: m.shell_error_400_advice(),
      }
    case 403:
      return {
        title: m.shell_error_403_title(),
        text: m.shell_error_403_text(),
        advice: m.shell_error_403_advice(),
      }
    case 404:
      return {
        title: m.shell_error_404_title(),
        text: m.shell_error_404_text(),
        advice: m.shell_error_404_advice(),
      }
    case 405:
      return {
        title: m.shell_error_405_title(),
        text: m.shell_error_405_text(),
        advice: m.shell_error_405_advice(),
      }
    case 409:
      return {
        title: m.shell_error_409_title(),
        text: m.shell_error_409_text(),
        advice: m.shell_error_409_advice(),
      }
    case 411:
      return {
        title: m.shell_error_411_title(),
        text: m.shell_error_411_text(),
        advice: m.shell_error_411_advice(),
      }
    case 413:
      return {
        title: m.shell_error_413_title(),
        text: m.shell_error_413_text(),
        advice: m.shell_error_413_advice(),
      }
    case 415:
      return {
        title: m.shell_error_415_title(),
        text: m.shell_error_415_text(),
        advice: m.shell_error_415_advice(),
      }
    case 421:
      return {
        title: m.shell_error_421_title(),
        text: m.shell_error_421_text(),
        advice: m.shell_error_421_advice(),
      }
    case 423:
      return {
        title: m.shell_error_423_title(),
        text: m.shell_error_423_text(),
        advice: m.shell_error_423_advice(),
      }
    case 429:
      return {
        title: m.shell_error_429_title(),
        text: m.shell_error_429_text(),
        advice: m.shell_error_429_advice(),
      }
    case 503:
      return {
        title: m.shell_error_503_title(),
        text: m.shell_error_503_text(),
        advice: m.shell_error_503_advice(),
      }
    default:
      // Never "our side failed" for what was asked wrongly.
      if (status < 500) return calmWords(400)
      return {
        title: m.shell_error_500_title(),
        text: m.shell_error_500_text(),
        advice: m.shell_error_500_advice(),
      }
  }
}

/** As `calmWords`, where it is known which refusal it is: one status stands for several. */
export function wordsOfRefusal(status: number, code: string | undefined): CalmWords {
  // As things stand it cannot be: nobody saved anything in between.
  if (code === 'refused') return refusalWords()
  if (code === 'busy') return busyWords()
  return code === 'read-limit' ? readStopWords() : calmWords(status)
}

/** So many records were opened today that somebody who leads must agree to more. */
function readStopWords(): CalmWords {
  return {
    title: m.shell_reads_title(),
    text: m.shell_reads_text(),
    advice: m.shell_reads_advice(),
  }
}

/** The state of a case or a request does not allow it (any more). */
function refusalWords(): CalmWords {
  return {
    title: m.shell_error_refused_title(),
    text: m.shell_error_refused_text(),
    advice: m.shell_error_refused_advice(),
  }
}

/** Too many are at the same thing: nothing is away, and nothing was done. */
function busyWords(): CalmWords {
  return {
    title: m.shell_busy_title(),
    text: m.shell_busy_text(),
    advice: m.shell_busy_advice(),
  }
}

/** The figures of the rules, where the office has not chosen others. Each stands with what it counts. */
export const usualThresholds = {
  /** The same case of nobody's hers, on so many days within fourteen. */
  otherDays: 3,
  /** So many times what she opens on a usual day, and at least so many different records. */
  usualTimes: 3,
  usualLeast: 15,
  /** Minutes before opening and after closing that are still ordinary, and so many different records outside them. */
  hoursMargin: 120,
  hoursLeast: 3,
  /** Days after which a case that was closed or given to somebody else is at an end for her. */
  endedDays: 7,
  /** So many people of one desk who have nothing to do with the case, within a day. */
  crowdPeople: 5,
  /** Refusals ("there is no such record") within an hour. */
  refusedLeast: 8,
  /** Days before her seat ends, and so many different records of others in the last seven. */
  leavingDays: 14,
  leavingLeast: 10,
} as const
export type Thresholds = { [Key in keyof typeof usualThresholds]: number }

/** What an office may choose; the table has the same bounds. */
export const thresholdBounds: Readonly<Record<keyof Thresholds, readonly [number, number]>> = {
  otherDays: [2, 14],
  usualTimes: [2, 20],
  usualLeast: [5, 500],
  hoursMargin: [0, 360],
  hoursLeast: [1, 100],
  endedDays: [1, 365],
  crowdPeople: [3, 50],
  refusedLeast: [3, 100],
  leavingDays: [1, 60],
  leavingLeast: [3, 500],
}
export const thresholdKeys = Object.keys(usualThresholds) as (keyof Thresholds)[]

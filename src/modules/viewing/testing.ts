export { giveViewerReport, printViewerReport } from './give-report.ts'
export { prepareViewerReport } from './prepare-report.ts'

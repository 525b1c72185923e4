/** The few words that the registry's facts are made of. */
export { historySubjects, historyWays } from '../../storage/partner-history.ts'
export { billingFrequencies, payers, subscriptionStatuses } from '../../storage/subscriptions.ts'

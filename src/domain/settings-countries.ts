import { getCountries } from 'libphonenumber-js/min';

/** ISO 3166-1 alpha-2 codes of the countries whose numbers can be read. */
export const COUNTRIES: readonly string[] = getCountries();

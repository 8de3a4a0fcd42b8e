/** The tag by which a page asks that what waits is sent later, also without a page (Background Synchronization). */
export const SYNC_TAG = 'anteroom-unsent';

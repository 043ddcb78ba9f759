// What every page carries: htmx and the small behaviours around it.
import htmx from 'htmx.org';
import './commandid.js';
import './dayband.js';
import './menu.js';
import './search.js';
import './trouble.js';
import './upload.js';

window.htmx = htmx; // for upload.js fragments and for tests in the browser

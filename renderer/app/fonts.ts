// Noto Sans SC in slices by unicode-range: nothing is loaded on a machine with one of the named Chinese fonts.
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/600.css';

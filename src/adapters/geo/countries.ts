/**
 * Where a country is, for addresses of which nothing but the country is known: the middle of where its people live
 * (not of its outline) and the distance within which nearly all of them do, at least 1,000 km. One entry is
 * `code latitude longitude [radius km]`; far-off parts with few people (Alaska, the Azores) may lie outside.
 */
const TABLE = `
AD 42.5 1.5|AE 24.5 54.5|AF 34.0 67.0|AG 17.1 -61.8|AI 18.2 -63.1|AL 41.2 20.0|AM 40.2 44.7|AO -11.5 16.0 1100|AQ -80.0 20.0 4500
AR -33.5 -62.5 2400|AS -14.3 -170.7|AT 47.7 14.4|AU -31.0 143.0 2700|AW 12.5 -70.0|AX 60.2 20.0|AZ 40.3 48.0|BA 44.2 17.8|BB 13.2 -59.5
BD 23.8 90.3|BE 50.8 4.5|BF 12.3 -1.7|BG 42.7 25.0|BH 26.1 50.5|BI -3.4 29.9|BJ 8.5 2.3|BL 17.9 -62.8|BM 32.3 -64.8|BN 4.6 114.7
BO -17.0 -65.5 1100|BQ 12.2 -68.3 1200|BR -15.5 -46.5 2600|BS 25.0 -77.4|BT 27.4 90.4|BV -54.4 3.4|BW -23.0 25.0|BY 53.6 27.9|BZ 17.3 -88.5
CA 48.0 -90.0 2800|CC -12.2 96.8|CD -4.5 22.0 1400|CF 6.0 20.0|CG -2.5 15.2|CH 46.9 8.0|CI 6.8 -5.5|CK -20.5 -160.0 1300|CL -33.5 -71.0 2300
CM 5.5 11.8|CN 33.0 112.5 2900|CO 5.0 -74.5 1100|CR 9.9 -84.1|CU 22.0 -79.5|CV 15.1 -23.6|CW 12.2 -69.0|CX -10.5 105.6|CY 35.0 33.2
CZ 49.8 15.3|DE 50.9 9.8|DJ 11.6 43.0|DK 55.9 10.5|DM 15.4 -61.4|DO 18.8 -70.2|DZ 35.5 3.5 1500|EC -1.4 -79.3 1300|EE 58.9 25.5
EG 29.5 31.0|EH 25.0 -13.5|ER 15.2 39.0|ES 40.0 -3.5 1900|ET 9.0 39.3|FI 61.8 25.0|FJ -17.8 178.2|FK -51.7 -58.5|FM 7.0 155.0 2000
FO 62.0 -6.9|FR 47.0 2.5|GA 0.0 10.5|GB 53.0 -1.6|GD 12.1 -61.7|GE 42.0 43.8|GF 4.6 -52.6|GG 49.5 -2.6|GH 6.8 -1.2|GI 36.1 -5.4
GL 65.5 -50.5 1700|GM 13.4 -16.0|GN 10.3 -11.0|GP 16.2 -61.5|GQ 2.5 9.7|GR 38.6 23.0|GS -54.4 -36.7|GT 14.9 -90.7|GU 13.5 144.8
GW 12.0 -15.2|GY 6.4 -58.2|HK 22.3 114.2|HM -53.1 73.5|HN 14.8 -87.2|HR 45.3 16.0|HT 18.8 -72.6|HU 47.2 19.3|ID -5.0 111.0 3200
IE 53.2 -7.5|IL 32.0 34.9|IM 54.2 -4.5|IN 22.5 79.5 1900|IO -7.3 72.4|IQ 33.2 44.3|IR 33.7 52.0 1300|IS 64.3 -20.5|IT 43.0 11.8
JE 49.2 -2.1|JM 18.1 -77.2|JO 31.9 36.0|JP 35.8 137.5 1700|KE -0.7 36.9|KG 41.8 74.0|KH 12.0 104.9|KI 1.0 173.0 3500|KM -12.0 43.8
KN 17.3 -62.7|KP 39.5 126.3|KR 36.7 127.5|KW 29.3 47.8|KY 19.4 -81.0|KZ 47.5 71.0 1700|LA 18.3 103.5|LB 33.9 35.7|LC 13.9 -61.0
LI 47.2 9.6|LK 7.2 80.5|LR 6.5 -10.0|LS -29.5 28.0|LT 55.1 23.9|LU 49.7 6.1|LV 56.9 24.7|LY 32.0 15.5 1100|MA 33.0 -6.8 1500
MC 43.7 7.4|MD 47.1 28.7|ME 42.6 19.2|MF 18.1 -63.1|MG -19.2 47.0|MH 7.5 170.5|MK 41.7 21.6|ML 13.5 -6.5 1100|MM 19.5 96.0 1100
MN 47.5 105.5 1200|MO 22.2 113.6|MP 15.2 145.7|MQ 14.6 -61.0|MR 18.2 -14.5 1100|MS 16.7 -62.2|MT 35.9 14.4|MU -20.2 57.6|MV 3.8 73.4
MW -14.3 34.6|MX 21.5 -100.5 1900|MY 3.8 106.0 1500|MZ -18.0 36.5 1300|NA -20.5 17.0|NC -21.6 165.8|NE 13.9 6.5|NF -29.0 168.0
NG 9.0 7.2|NI 12.3 -86.1|NL 52.2 5.3|NO 61.0 9.8 1400|NP 27.5 84.7|NR -0.5 166.9|NU -19.1 -169.9|NZ -38.8 175.5 1100|OM 23.2 57.8
PA 8.8 -80.0|PE -10.3 -76.0 1200|PF -17.6 -149.5 1600|PG -6.2 146.0|PH 13.0 122.0|PK 31.0 72.0 1300|PL 52.0 19.3|PM 46.8 -56.3
PN -24.4 -128.3|PR 18.3 -66.4|PS 31.8 35.0|PT 39.8 -8.5 1600|PW 7.4 134.5|PY -25.3 -56.8|QA 25.3 51.4|RE -21.1 55.5|RO 45.7 25.2
RS 44.2 20.7|RU 55.0 55.0 5600|RW -1.9 30.0|SA 24.0 44.0 1300|SB -9.2 159.8|SC -4.7 55.5 1100|SD 14.8 31.5 1100|SE 58.9 15.5 1200|SG 1.35 103.8
SH -16.0 -5.7|SI 46.1 14.7|SJ 78.2 15.6|SK 48.7 19.4|SL 8.5 -11.9|SM 43.9 12.5|SN 14.5 -15.9|SO 4.5 45.3 1100|SR 5.6 -55.2|SS 7.5 30.5
ST 0.3 6.7|SV 13.7 -89.1|SX 18.0 -63.1|SY 35.0 37.2|SZ -26.5 31.5|TC 21.8 -72.1|TD 11.0 16.5 1200|TF -49.3 69.5 2400|TG 7.5 1.1
TH 14.6 101.0|TJ 38.6 69.5|TK -9.2 -171.8|TL -8.8 125.8|TM 38.5 60.0|TN 35.7 10.1|TO -20.5 -175.0|TR 39.0 34.5 1100|TT 10.5 -61.3
TV -8.0 178.5|TW 24.2 120.8|TZ -5.8 35.3|UA 49.0 31.5|UG 1.0 32.5|UM 10.0 -170.0 4000|US 38.0 -92.5 3000|UY -34.3 -56.0|UZ 40.3 67.0
VA 41.9 12.45|VC 13.2 -61.2|VE 9.5 -67.5 1100|VG 18.4 -64.6|VI 18.0 -64.8|VN 15.8 107.0 1100|VU -16.5 167.8|WF -13.7 -177.3
WS -13.8 -172.0|XK 42.6 20.9|YE 14.8 44.8|YT -12.8 45.2|ZA -28.5 27.5 1200|ZM -13.5 28.5 1100|ZW -18.8 30.3
`;

const COUNTRY_RADIUS_KM_MIN = 1_000;

export interface CountryPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
}

function parse(entry: string): [string, CountryPlace] {
  const [code = '', latitude, longitude, radius] = entry.trim().split(' ');
  const radiusKm = radius === undefined ? COUNTRY_RADIUS_KM_MIN : Number(radius);
  return [code, { latitude: Number(latitude), longitude: Number(longitude), radiusKm }];
}

/** By ISO 3166-1 alpha-2 code (and XK for Kosovo). */
export const COUNTRIES: ReadonlyMap<string, CountryPlace> = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => parse(entry)),
);

// From degrees of WGS84 to the plane: Lambert's azimuthal equal-area projection on a sphere, around a centre of the
// caller's. Areas are true everywhere, and near the centre distances too, wherever on the globe that is.

const EARTH = 6371.0088; // its mean radius in kilometres
const radians = (degrees) => (degrees * Math.PI) / 180;
const degrees = (angle) => (angle * 180) / Math.PI;

// ``there`` gives kilometres east and south of the centre, ``back`` degrees again.
function projection([longitude0, latitude0]) {
  const [sin0, cos0] = [Math.sin(radians(latitude0)), Math.cos(radians(latitude0))];
  return {
    there([longitude, latitude]) {
      const [sin, cos] = [Math.sin(radians(latitude)), Math.cos(radians(latitude))];
      const turn = radians(longitude - longitude0);
      const k = Math.sqrt(2 / Math.max(1e-9, 1 + sin0 * sin + cos0 * cos * Math.cos(turn)));
      return [EARTH * k * cos * Math.sin(turn), -EARTH * k * (cos0 * sin - sin0 * cos * Math.cos(turn))];
    },
    back([x, y]) {
      const far = Math.hypot(x, y);
      if (far < 1e-9) return [longitude0, latitude0];
      const angle = 2 * Math.asin(Math.min(1, far / (2 * EARTH)));
      const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
      const latitude = Math.asin(cos * sin0 - (y * sin * cos0) / far);
      const turn = Math.atan2(x * sin, far * cos0 * cos + y * sin0 * sin);
      return [longitude0 + degrees(turn), degrees(latitude)];
    },
  };
}

// The middle of places: that of the box around them, through the date line where that makes it smaller.
function middleOf(places) {
  const box = (longitudes) => [Math.min(...longitudes), Math.max(...longitudes)];
  const plainBox = box(places.map(([longitude]) => longitude));
  const turned = box(places.map(([longitude]) => (longitude + 360) % 360));
  const [west, east] = turned[1] - turned[0] < plainBox[1] - plainBox[0] ? turned : plainBox;
  const [south, north] = box(places.map(([, latitude]) => latitude));
  return [((((west + east) / 2 + 180) % 360) + 360) % 360 - 180, (south + north) / 2];
}

const NET_STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01];

// The step in degrees at which lines of the net stand some ``wanted`` pixels apart.
const stepOf = (pixelsPerDegree, wanted = 130) =>
  NET_STEPS.findLast((step) => step * pixelsPerDegree >= wanted) ?? NET_STEPS[0];

// 115.5 as 115°30′
function degreesText(value) {
  const minutes = Math.round(Math.abs(value) * 600) / 10;
  const whole = Math.floor(minutes / 60);
  const rest = round(minutes - whole * 60);
  return `${whole}°${rest ? `${String(rest).padStart(2, "0")}′` : ""}`;
}

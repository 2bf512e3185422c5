console.log("probe", "probe", "probe", "probe", "probe", "probe", "probe", "probe", "probe", "probe");

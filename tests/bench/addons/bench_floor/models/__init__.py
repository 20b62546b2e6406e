from . import bench_floor

mod csv;
mod rows;
mod turnaround;

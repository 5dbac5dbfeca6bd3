mod pooled;

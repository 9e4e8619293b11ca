"""The numbers of one map: visits, times, cost, value, the customer's journey."""
